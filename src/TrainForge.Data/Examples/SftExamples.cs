using System.Runtime.CompilerServices;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;

namespace TrainForge.Data.Examples;

/// <summary>
/// From a conversation to an example: all of it up to the first turn that is damaged, ending with the last turn that is
/// trained on, its text included.
/// </summary>
public sealed class SftExamples : IStage<Candidate, Example>
{
    public string Name => "examples";

    public async IAsyncEnumerable<Example> RunAsync(IAsyncEnumerable<Candidate> items, StageLog log, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var candidate in items.WithCancellation(cancel))
        {
            if (Make(candidate, log) is { } example)
            {
                yield return example;
            }
        }
    }

    private static Example? Make(Candidate candidate, StageLog log)
    {
        var trajectory = candidate.Trajectory;
        if (Unfit(trajectory) is { } unfit)
        {
            log.Drop(candidate.Id, unfit, trajectory.TestId);
            return null;
        }

        var links = ToolLinks.Of(trajectory.Messages);
        var (end, damage) = TurnDamage.First(trajectory.Messages, links);
        var trained = TrainedTurns.Of(trajectory, links);
        var last = LastTrained(trained, end);
        if (last < 0)
        {
            log.Drop(candidate.Id, damage ?? (trajectory.Messages.Any(m => m.Role == Role.Assistant) ? "nothing-to-train" : "no-answer"), trajectory.TestId);
            return null;
        }

        if (last + 1 < trajectory.Messages.Count)
        {
            log.Cut(candidate.Id, damage ?? "unanswered", trajectory.TestId, last + 1);
        }

        return new Example
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
    }

    private static string? Unfit(Trajectory trajectory) =>
        trajectory.Truncations.Count > 0 ? "truncated"
        : trajectory.Messages.Count == 0 ? "empty"
        : Parts(trajectory).Any(p => p is MediaPart) ? "media"
        : Parts(trajectory).Any(p => p is UnknownPart) ? "unknown-part"
        : ToolLinks.Of(trajectory.Messages).Orphans.Count > 0 ? "orphan-result"
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
