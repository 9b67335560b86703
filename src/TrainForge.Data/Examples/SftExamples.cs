using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Options;

namespace TrainForge.Data.Examples;

/// <summary>
/// From a conversation to examples: all of it up to the first turn that is damaged, ending with the last turn that is trained on,
/// its text included; or a view for each trained turn, ending with it, in which it alone counts.
/// </summary>
internal sealed class SftExamples(ExampleOptions options) : IExampleMaker
{
    public const string StageName = "examples";

    public string Name => StageName;

    public string Fingerprint => "2 " + string.Join(' ', options.Views);

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
            IsPart = trajectory.Messages.Skip(last + 1).Any(m => m.Role == Role.Assistant),
        };
        return new Made { Examples = [.. Views(example)], Reason = isCut ? damage ?? "unanswered" : null, CutFrom = isCut ? last + 1 : null };
    }

    // The whole conversation first: of two that teach the same, the later one is left out as a duplicate.
    private IEnumerable<Example> Views(Example example)
    {
        if (options.Views.Contains(ExampleOptions.Conversation, StringComparer.Ordinal))
        {
            yield return example;
        }

        if (!options.Views.Contains(ExampleOptions.Turns, StringComparer.Ordinal))
        {
            yield break;
        }

        for (var i = 0; i < example.Messages.Count; i++)
        {
            if (example.Trained[i])
            {
                yield return TurnView(example, i);
            }
        }
    }

    /// <summary>The conversation up to a turn, which alone counts.</summary>
    public static Example TurnView(Example example, int turn) => example with
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{example.Id}-t{turn}"),
        Messages = [.. example.Messages.Take(turn + 1)],
        Trained = [.. Enumerable.Range(0, turn + 1).Select(i => i == turn)],
        IsPart = example.IsPart || turn + 1 < example.Messages.Count,
    };

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
