namespace TrainForge.Conversations;

/// <summary>How a test attempt ended.</summary>
public enum Outcome
{
    /// <summary>It never ended, or nobody judged.</summary>
    None,
    Passed,
    Failed,
    Skipped,
    TimedOut,
    Inconclusive,
}

/// <summary>
/// A judgement and where it comes from. It belongs to the test attempt as a whole: a green test may hold a bad turn, and
/// a red one good turns.
/// </summary>
public sealed record OutcomeLabel(Outcome Outcome)
{
    /// <summary>What the test's own process saw, where the runner said otherwise and was believed.</summary>
    public Outcome? InProcess { get; init; }

    public string? TestId { get; init; }

    public string? RunId { get; init; }

    /// <summary>Counts from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The same test ended differently in another attempt of this run.</summary>
    public bool Flaky { get; init; }
}
