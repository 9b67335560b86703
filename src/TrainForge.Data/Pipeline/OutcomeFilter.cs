using TrainForge.Conversations;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// Only what a passed test vouches for, and nothing that somebody decided against. Sources without tests carry no label and are
/// judged elsewhere.
/// </summary>
/// <param name="passedOnly">False lets the other outcomes through as well.</param>
public sealed class OutcomeFilter(bool passedOnly = true) : ICandidateFilter
{
    public string Name => "outcome";

    public string? ReasonToDrop(Candidate candidate) =>
        candidate.Occurrences.Any(o => o.Preference is { IsChosen: false }) ? "not-preferred"
        : !passedOnly ? null
        : candidate.Trajectory.Label?.Outcome switch
        {
            null or Outcome.Passed => null,
            Outcome.Failed when candidate.Trajectory.Label.InProcess == Outcome.Passed => "test-failed-after-end",
            Outcome.Failed => "test-failed",
            Outcome.Skipped => "test-skipped",
            Outcome.TimedOut => "test-timed-out",
            Outcome.Inconclusive => "test-inconclusive",
            _ => "never-ended",
        };
}
