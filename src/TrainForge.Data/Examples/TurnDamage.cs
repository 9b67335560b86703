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
        var unanswered = links.All.Where(l => l.Result is null).Select(l => l.CallMessage).ToHashSet();
        for (var i = 0; i < messages.Count; i++)
        {
            if (Of(messages, i, unanswered) is { } reason)
            {
                return (i, reason);
            }
        }

        return (messages.Count, null);
    }

    private static string? Of(IReadOnlyList<Message> messages, int place, HashSet<int> unanswered)
    {
        var message = messages[place];
        return message.IsTruncated ? "truncated-turn"
            : message.Parts.Any(p => p is ErrorPart) ? "failed-turn"
            : message.Role != Role.Assistant ? null
            : message.Text.Length == 0 && !message.ToolCalls.Any() ? "empty-turn"
            : message.ToolCalls.Any(c => !CanBeLearned(c.Arguments)) ? "bad-arguments"
            : place + 1 < messages.Count && unanswered.Contains(place) ? "unanswered-call"
            : null;
    }

    // Readers differ on which of two equal keys counts, and no template takes arguments that are no object.
    private static bool CanBeLearned(JsonText? arguments)
    {
        if (arguments is null || arguments.Text[0] != '{')
        {
            return false;
        }

        using var document = JsonDocument.Parse(arguments.Text, new JsonDocumentOptions { MaxDepth = JsonText.MaxDepth });
        var keys = new HashSet<string>(StringComparer.Ordinal);
        return document.RootElement.EnumerateObject().All(field => keys.Add(field.Name));
    }
}
