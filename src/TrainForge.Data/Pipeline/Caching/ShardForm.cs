using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Diagnostics;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Data.Pipeline.Caching;

/// <summary>What became of a shard, in the cache and back. Labels of stashes are left out: other stashes decide them.</summary>
internal static class ShardForm
{
    public static void Write(CachePen pen, ShardResult result)
    {
        pen.List(result.Log.Places, pen.Text);
        pen.List(result.Log.Notes, note =>
        {
            pen.Text(note.Key);
            pen.Number(note.Value);
        });
        pen.List(result.Log.Problems, problem => Write(pen, problem));
        pen.Flag(result.Metadata is not null);
        if (result.Metadata is { } metadata)
        {
            Write(pen, metadata);
        }

        pen.Flag(result.Import is not null);
        if (result.Import is { } import)
        {
            ImportForm.Write(pen, import);
        }

        pen.List(result.Conversations, conversation => ConversationForm.Write(pen, conversation));
    }

    public static ShardResult Read(CacheEye eye)
    {
        var result = new ShardResult();
        eye.List(eye.Required).ForEach(result.Log.Opened);
        eye.List(() => (Name: eye.Required(), Count: eye.Number())).ForEach(note => result.Log.Note(note.Name, note.Count));
        result.Log.Tell(eye.List(() => Diagnostic(eye)));
        result.Metadata = eye.Flag() ? Metadata(eye) : null;
        result.Import = eye.Flag() ? ImportForm.Read(eye) : null;
        result.Conversations.AddRange(eye.List(() => ConversationForm.Read(eye)));
        return result;
    }

    // As text the values read the same: no message gives them another format.
    private static void Write(CachePen pen, Diagnostic problem)
    {
        pen.Text(problem.Rule.Code);
        pen.Text(problem.Where.File);
        pen.Number(problem.Where.Line);
        pen.Number(problem.Where.Column);
        pen.List(problem.Args, value => pen.Text(Convert.ToString(value, CultureInfo.InvariantCulture)));
    }

    private static Diagnostic Diagnostic(CacheEye eye)
    {
        var rule = Rules.Find(eye.Required()) ?? throw new InvalidDataException("The cache names an unknown rule.");
        var where = new SourcePoint(eye.Text()!, (int)eye.Number(), (int)eye.Number());
        return new Diagnostic(rule, where, [.. eye.List(eye.Text)!]);
    }

    // Only what the verdict over all attempts is made from.
    private static void Write(CachePen pen, StashMetadata metadata)
    {
        pen.Text(metadata.TestName);
        pen.Text(metadata.TestId);
        pen.Text(metadata.RunId);
        pen.Text(metadata.DisplayName);
        pen.Text(metadata.ClassName);
        pen.Text(metadata.Method);
        pen.Text(metadata.Assembly);
        pen.Text(metadata.TargetFramework);
        pen.Number((int)metadata.Outcome);
        pen.Number(metadata.Attempt);
        pen.Flag(metadata.Flaky);
    }

    private static StashMetadata Metadata(CacheEye eye) => new()
    {
        TestName = eye.Required(),
        TestId = eye.Required(),
        RunId = eye.Required(),
        DisplayName = eye.Text(),
        ClassName = eye.Text(),
        Method = eye.Text(),
        Assembly = eye.Text(),
        TargetFramework = eye.Text(),
        Outcome = (Outcome)eye.Number(),
        Attempt = (int)eye.Number(),
        Flaky = eye.Flag(),
        Timestamp = default,
        DurationSeconds = 0,
    };
}
