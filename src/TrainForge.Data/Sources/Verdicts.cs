using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources;

/// <summary>
/// What is to be believed of each attempt once all attempts and the runner were heard. Known before the first stash is read as
/// a whole, because the attempts of one test lie scattered.
/// </summary>
internal sealed class Verdicts
{
    private readonly Dictionary<string, Outcome> _outcomes = new(StringComparer.Ordinal);
    private readonly HashSet<(string Run, string? Assembly, string? Framework, string Test)> _flaky = [];

    public static Verdicts Of(IReadOnlyList<string> stashes, SourceLog log, CancellationToken cancel)
    {
        var verdicts = new Verdicts();
        foreach (var run in stashes.GroupBy(Run, StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            verdicts.Hear(run, log);
        }

        return verdicts;
    }

    public Outcome Outcome(StashContent content) =>
        content.Metadata is { } metadata ? _outcomes.GetValueOrDefault(content.Folder, metadata.Outcome) : Conversations.Outcome.None;

    /// <summary>Another attempt of the same test in the same run ended differently.</summary>
    public bool IsFlaky(StashContent content) =>
        content.Metadata is { } metadata && (metadata.Flaky || _flaky.Contains(Test(content.Folder, metadata)));

    private void Hear(IGrouping<string, string> run, SourceLog log)
    {
        var results = RunResults.Read(run.Key, problem => log.Tell([problem]));
        var seen = new Dictionary<(string, string?, string?, string), Outcome>();
        foreach (var stash in run)
        {
            if (StashReader.Metadata(stash) is not { } metadata)
            {
                continue;
            }

            var outcome = _outcomes[stash] = results.Judge(metadata);
            if (outcome != metadata.Outcome)
            {
                log.Note($"runner-disagrees:{Names.Of(metadata.Outcome)}-{Names.Of(outcome)}");
            }

            var test = Test(stash, metadata);
            if (!seen.TryAdd(test, outcome) && seen[test] != outcome && _flaky.Add(test))
            {
                log.Note("flaky");
            }
        }

        log.Note("skipped-without-stash", results.SkippedWithoutStash);
    }

    private static string Run(string stash) => Path.GetDirectoryName(stash) ?? stash;

    private static (string, string?, string?, string) Test(string stash, StashMetadata m) => (Run(stash), m.Assembly, m.TargetFramework, m.TestId);
}
