using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources;

/// <summary>
/// What is to be believed of each attempt once all attempts and the runner were heard: the attempts of one test lie scattered.
/// </summary>
internal sealed class Verdicts
{
    private readonly Dictionary<string, Outcome> _outcomes = new(StringComparer.Ordinal);
    private readonly HashSet<(string Run, string? Assembly, string? Framework, string Test)> _flaky = [];

    /// <param name="stashes">Folders, each with what it says of its attempt.</param>
    public static Verdicts Of(IEnumerable<(string Folder, StashMetadata? Metadata)> stashes, SourceLog log, CancellationToken cancel)
    {
        var verdicts = new Verdicts();
        foreach (var run in stashes.GroupBy(s => Run(s.Folder), StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            verdicts.Hear(run, log);
        }

        return verdicts;
    }

    public Outcome Outcome(string stash, StashMetadata? metadata) =>
        metadata is null ? Conversations.Outcome.None : _outcomes.GetValueOrDefault(stash, metadata.Outcome);

    /// <summary>Another attempt of the same test in the same run ended differently.</summary>
    public bool IsFlaky(string stash, StashMetadata? metadata) =>
        metadata is not null && (metadata.Flaky || _flaky.Contains(Test(stash, metadata)));

    private void Hear(IGrouping<string, (string Folder, StashMetadata? Metadata)> run, SourceLog log)
    {
        var results = RunResults.Read(run.Key, problem => log.Tell([problem]));
        var seen = new Dictionary<(string, string?, string?, string), Outcome>();
        foreach (var (stash, found) in run)
        {
            if (found is not { } metadata)
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
