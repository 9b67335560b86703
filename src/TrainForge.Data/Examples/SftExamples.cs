using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;

namespace TrainForge.Data.Examples;

/// <summary>
/// From a conversation to an example: all of it up to the first turn that is damaged, ending with the last turn that is
/// trained on, its text included.
/// </summary>
internal sealed class SftExamples : IExampleMaker
{
    public const string StageName = "examples";

    public string Name => StageName;

    public string Fingerprint => "1";

    public Made Make(Candidate candidate)
    {
        var trajectory = candidate.Trajectory;
        var links = ToolLinks.Of(trajectory.Messages);
        if (Unfit(trajectory, links) is { } unfit)
        {
            return Made.Nothing(unfit);
        }

        var (end, damage) = TurnDamage.First(trajectory.Messages, links);
        var trained = TrainedTurns.Of(trajectory, links);
        var last = LastTrained(trained, end);
        if (last < 0)
        {
            return Made.Nothing(damage ?? (trajectory.Messages.Any(m => m.Role == Role.Assistant) ? "nothing-to-train" : "no-answer"));
        }

        var isCut = last + 1 < trajectory.Messages.Count;
        var example = new Example
        {
            Id = candidate.Id,
            Group = candidate.Group,
            Source = trajectory.Source,
            Test = trajectory.TestId,
            Terms = trajectory.Terms,
            Tools = trajectory.Tools,
            Messages = [.. trajectory.Messages.Take(last + 1)],
            Trained = [.. trained.Take(last + 1)],
        };
        return new Made { Examples = [example], Reason = isCut ? damage ?? "unanswered" : null, CutFrom = isCut ? last + 1 : null };
    }

    private static string? Unfit(Trajectory trajectory, ToolLinks links) =>
        trajectory.Truncations.Count > 0 ? "truncated"
        : trajectory.Messages.Count == 0 ? "empty"
        : Parts(trajectory).Any(p => p is MediaPart) ? "media"
        : Parts(trajectory).Any(p => p is UnknownPart) ? "unknown-part"
        : links.Orphans.Count > 0 ? "orphan-result"
        : null;

    private static IEnumerable<ContentPart> Parts(Trajectory trajectory) =>
        trajectory.Messages.SelectMany(m => m.Parts.Concat(m.ToolResults.SelectMany(r => r.Content)));

    private static int LastTrained(IReadOnlyList<bool> trained, int end)
    {
        var last = end - 1;
        while (last >= 0 && !trained[last])
        {
            last--;
        }

        return last;
    }
}
