using System.Globalization;
using TrainForge.Conversations;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// Takes out of a conversation what differs between two runs that said the same: ids of messages, calls and decisions, times, places.
/// Calls are call_1, call_2, … and results stand in messages of their own, linked by those ids.
/// </summary>
internal static class NormalForm
{
    public static Trajectory Of(Trajectory trajectory)
    {
        var links = ToolLinks.Of(trajectory.Messages);
        var calls = new Dictionary<ToolCall, ToolCall>(ReferenceEqualityComparer.Instance);
        var results = new Dictionary<ToolResultPart, ToolResultPart>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < links.All.Count; i++)
        {
            var (call, _, result, _) = links.All[i];
            var id = string.Create(CultureInfo.InvariantCulture, $"call_{i + 1}");
            calls[call] = call.WithId(id);
            if (result is not null)
            {
                results[result] = result with { CallId = id, Name = call.Name };
            }
        }

        return trajectory with
        {
            Messages = [.. trajectory.Messages.SelectMany(m => Split(m, calls, results))],
            Tools = [.. trajectory.Tools.OrderBy(t => t.Name, StringComparer.Ordinal)],
        };
    }

    // What is left of a message when its results are gone keeps its place among them.
    private static IEnumerable<Message> Split(Message message, Dictionary<ToolCall, ToolCall> calls, Dictionary<ToolResultPart, ToolResultPart> results)
    {
        var rest = new List<ContentPart>();
        foreach (var part in message.Parts)
        {
            if (part is ToolResultPart result)
            {
                if (rest.Count > 0)
                {
                    yield return Bare(message, message.Role, [.. rest]);
                    rest.Clear();
                }

                yield return Bare(message, Role.Tool, [results.GetValueOrDefault(result, result with { CallId = null })]);
            }
            else
            {
                rest.Add(part switch
                {
                    ToolCallPart { Call: var call } => new ToolCallPart(calls[call]),
                    DecisionPart decision => decision with { Id = "" },
                    _ => part,
                });
            }
        }

        // A turn without anything in it is a finding; a message that held results alone is not.
        if (rest.Count > 0 || !message.ToolResults.Any())
        {
            yield return Bare(message, message.Role, [.. rest]);
        }
    }

    private static Message Bare(Message message, Role role, IReadOnlyList<ContentPart> parts) => new(role, parts)
    {
        Name = message.Name,
        Truncations = message.Truncations,
        Provenance = message.Provenance is { Generated: true } && role == Role.Assistant ? new MessageProvenance { Generated = true } : null,
    };
}
