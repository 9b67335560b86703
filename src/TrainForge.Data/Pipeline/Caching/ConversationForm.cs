using TrainForge.Conversations;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Redaction;

namespace TrainForge.Data.Pipeline.Caching;

/// <summary>One conversation and its examples, in the cache and back.</summary>
internal static class ConversationForm
{
    public static void Write(CachePen pen, SeenConversation seen)
    {
        pen.Text(seen.Id);
        pen.Text(seen.Source);
        pen.Text(seen.Group);
        pen.Text(seen.Test);
        TermsForm.Write(pen, seen.Terms);
        Write(pen, seen.Seen);
        pen.List(seen.Redactions, r =>
        {
            pen.Number((int)r.Class);
            pen.Number(r.Count);
        });
        pen.Text(seen.Dropped?.Stage);
        pen.Text(seen.Dropped?.Reason);
        pen.Text(seen.Dropped?.Found);
        pen.List(seen.Notes, note =>
        {
            pen.Text(note.Stage);
            pen.Text(note.Name);
            pen.Number(note.Count);
        });
        pen.Text(seen.MakerReason);
        pen.Number(seen.CutFrom ?? -1);
        pen.List(seen.Examples, example => Write(pen, example));
    }

    public static SeenConversation Read(CacheEye eye)
    {
        var (id, source, group, test) = (eye.Required(), eye.Required(), eye.Required(), eye.Text());
        return new SeenConversation(id, source, group, test, TermsForm.Read(eye), Occurrence(eye))
        {
            Redactions = eye.List(() => ((RedactionClass)eye.Number(), eye.Number())),
            Dropped = (eye.Text(), eye.Text(), eye.Text()) is (string stage, string reason, var found) ? (stage, reason, found) : null,
            Notes = eye.List(() => (eye.Required(), eye.Required(), eye.Number())),
            MakerReason = eye.Text(),
            CutFrom = eye.Number() is >= 0 and var from ? (int)from : null,
            Examples = eye.List(() => Example(eye)),
        };
    }

    private static void Write(CachePen pen, Occurrence seen)
    {
        pen.Text(seen.Place);
        pen.Time(seen.Time);
        pen.Text(seen.Commit);
        pen.Text(seen.Project);
        pen.List(seen.Tags, pen.Text);
        pen.Text(seen.Preference?.Pair);
        pen.Flag(seen.Preference?.IsChosen == true);
        pen.Flag(seen.Label is not null);
        if (seen.Label is { } label)
        {
            pen.Number((int)label.Outcome);
            pen.Number((int?)label.InProcess ?? -1);
            pen.Text(label.TestId);
            pen.Text(label.RunId);
            pen.Number(label.Attempt);
            pen.Flag(label.Flaky);
        }
    }

    private static Occurrence Occurrence(CacheEye eye)
    {
        var (place, time, commit, project, tags, pair, isChosen) = (eye.Required(), eye.Time(), eye.Text(), eye.Text(), eye.List(eye.Required), eye.Text(), eye.Flag());
        var label = !eye.Flag() ? null : new OutcomeLabel((Outcome)eye.Number())
        {
            InProcess = eye.Number() is >= 0 and var inProcess ? (Outcome)inProcess : null,
            TestId = eye.Text(),
            RunId = eye.Text(),
            Attempt = (int)eye.Number(),
            Flaky = eye.Flag(),
        };
        return new Occurrence(place, label, time) { Commit = commit, Project = project, Tags = tags, Preference = pair is null ? null : new Preference(pair, isChosen) };
    }

    private static void Write(CachePen pen, StoredExample example)
    {
        pen.Text(example.Id);
        pen.Text(example.Group);
        pen.Flag(example.IsRejected);
        pen.Bytes(example.Content);
        pen.Text(example.Tools);
        pen.Number(example.MessagesEnd);
        pen.Number(example.Length);
        pen.Number(example.TailLength);
        pen.Number(example.Segment);
        pen.Number(example.Offset);
        pen.List(example.Calls, call =>
        {
            pen.Text(call.Tool);
            pen.Number(call.Count);
        });
        pen.List(example.Sketches, sketch => pen.Bytes(sketch));
    }

    private static StoredExample Example(CacheEye eye) => new()
    {
        Id = eye.Required(),
        Group = eye.Required(),
        IsRejected = eye.Flag(),
        Content = eye.Bytes(),
        Tools = eye.Text(),
        MessagesEnd = eye.Count(),
        Length = eye.Count(),
        TailLength = eye.Count(),
        Segment = eye.Count(),
        Offset = eye.Number(),
        Calls = eye.List(() => (eye.Required(), eye.Count())),
        Sketches = eye.List(eye.Bytes),
    };
}
