using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Runs.Reports;

/// <summary>The newest attempt of one test.</summary>
/// <param name="Name">Of its files and its place on the page: the same for the same test in every run.</param>
/// <param name="Place">Of the stash, relative to stashes/.</param>
/// <param name="Outcome">That holds, when the runner and the test's process disagree.</param>
internal sealed record TestReport(string Name, string Place, StashMetadata Metadata, Outcome Outcome, IReadOnlyList<Interaction> Interactions)
{
    /// <summary>Another attempt of the same run ended otherwise.</summary>
    public bool IsFlaky { get; init; }

    /// <summary>Lines of the stash that could not be read.</summary>
    public int BadLines { get; init; }

    public double Seconds => Metadata.DurationSeconds;

    public bool HasErrors => Interactions.Any(i => i.Error is not null);

    public long Tokens => Interactions.Sum(i => i.Usage is { } u ? u.Total ?? ((u.Input ?? 0) + (u.Output ?? 0)) : 0);
}

/// <summary>All that a report tells: each test's newest attempt, and around it when and where.</summary>
internal sealed record TestRunReport(IReadOnlyList<TestPart> Tests)
{
    /// <summary>The run of the newest attempt; null when nothing was recorded.</summary>
    public string? NewestRun { get; init; }

    /// <summary>Places of attempts that began in the newest run or later and have not ended: killed, or still at it.</summary>
    public IReadOnlyList<string> NeverEnded { get; init; } = [];

    /// <summary>One sentence about what the tests were run on, as they say themselves, else about the working tree; null where nothing is known.</summary>
    public string? Commit { get; init; }

    public int Count(Outcome outcome) => Tests.Count(t => t.Outcome == outcome);

    public int Flaky => Tests.Count(t => t.IsFlaky);

    public DateTimeOffset? First => Tests.Count == 0 ? null : Tests.Min(t => t.Timestamp);

    public DateTimeOffset? Last => Tests.Count == 0 ? null : Tests.Max(t => t.Timestamp);

    public static string? Sentence(string what, GitContext? git) => git?.Commit is not { } commit ? null
        : $"{what} {commit[..Math.Min(12, commit.Length)]} on {git.Branch ?? "no branch"}{(git.Dirty == true ? ", with changes that were not committed" : "")}.";
}
