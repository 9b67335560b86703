using TrainForge.Conversations;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// Only what a passed test vouches for, and nothing that somebody decided against. Sources without tests carry no label and are
/// judged elsewhere.
/// </summary>
/// <remarks>
/// A stage like others, but the verdict of a test is known only once all sightings of a conversation are: it is judged apart from
/// the stages that see the conversation itself, and stands among them.
/// </remarks>
/// <param name="passedOnly">False lets the other outcomes through as well.</param>
/// <param name="keepFlaky">False leaves out every attempt of a test that ended in more than one way in its run.</param>
internal sealed class OutcomeFilter(bool passedOnly, bool keepFlaky)
{
    public const string StageName = "outcome";

    public string? ReasonToDrop(IReadOnlyList<Occurrence> seen, OutcomeLabel? label) =>
        seen.Any(o => o.Preference is { IsChosen: false }) ? "not-preferred"
        : (passedOnly ? NotPassed(label) : null) ?? (!keepFlaky && label is { Flaky: true } ? "test-flaky" : null);

    private static string? NotPassed(OutcomeLabel? label) => label?.Outcome switch
    {
        null or Outcome.Passed => null,
        Outcome.Failed when label.InProcess == Outcome.Passed => "test-failed-after-end",
        Outcome.Failed => "test-failed",
        Outcome.Skipped => "test-skipped",
        Outcome.TimedOut => "test-timed-out",
        Outcome.Inconclusive => "test-inconclusive",
        _ => "never-ended",
    };
}
