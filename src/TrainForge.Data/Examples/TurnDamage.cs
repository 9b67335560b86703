using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Data.Examples;

/// <summary>
/// The first message after which nothing can be learned: everything later answers something that is not there, or not whole.
/// Reasons are names for ever; manifests of all versions are read by them.
/// </summary>
internal static class TurnDamage
{
    /// <returns>The place, or the number of messages when all are sound; and the reason.</returns>
    public static (int End, string? Reason) First(IReadOnlyList<Message> messages, ToolLinks links)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            if (Of(messages, i, links) is { } reason)
            {
                return (i, reason);
            }
        }

        return (messages.Count, null);
    }

    private static string? Of(IReadOnlyList<Message> messages, int place, ToolLinks links)
    {
        var message = messages[place];
        return message.IsTruncated ? "truncated-turn"
            : message.Parts.Any(p => p is ErrorPart) ? "failed-turn"
            : message.Role != Role.Assistant ? null
            : message.Text.Length == 0 && !message.ToolCalls.Any() ? "empty-turn"
            : message.ToolCalls.Any(c => !CanBeLearned(c.Arguments)) ? "bad-arguments"
            : place + 1 < messages.Count && links.All.Any(l => l.CallMessage == place && l.Result is null) ? "unanswered-call"
            : null;
    }

    // Readers differ on which of two equal keys counts, and no template takes arguments that are no object.
    private static bool CanBeLearned(JsonText? arguments)
    {
        if (arguments?.ToElement() is not { ValueKind: JsonValueKind.Object } value)
        {
            return false;
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        return value.EnumerateObject().All(field => keys.Add(field.Name));
    }
}
