using TrainForge.Conversations;

namespace TrainForge.Data.Pipeline;

/// <summary>Only what a passed test vouches for. Sources without tests carry no label and are judged elsewhere.</summary>
public sealed class OutcomeFilter : ICandidateFilter
{
    public string Name => "outcome";

    public string? ReasonToDrop(Candidate candidate) => candidate.Trajectory.Label?.Outcome switch
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
