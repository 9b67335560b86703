using TrainForge.Conversations;
using TrainForge.Data.Sources.ClaudeCode;
using TrainForge.Options;

namespace TrainForge.Data.Quality;

/// <summary>What users' turns hold that no user wrote, and what they ask.</summary>
internal static class Prompts
{
    private const int ContinuationCharacters = 30;

    private static readonly HashSet<string> Continuations = new(StringComparer.OrdinalIgnoreCase)
    {
        "continue", "please continue", "continue please", "go on", "go ahead", "keep going", "carry on", "proceed", "next", "more", "again", "retry", "try again", "yes", "yes please", "ok", "okay", "do it",
    };

    /// <summary>Without what a harness wrote; a turn in which nothing is left goes.</summary>
    public static Trajectory Strip(Trajectory trajectory, Action<string> note)
    {
        if (!trajectory.Messages.Any(m => m.Role == Role.User && m.Parts.Any(p => p is TextPart { Text: var t } && t.Contains('<', StringComparison.Ordinal))))
        {
            return trajectory;
        }

        var messages = new List<Message>();
        foreach (var message in trajectory.Messages)
        {
            var kept = message.Role == Role.User ? Strip(message, note) : message;
            if (kept is not null)
            {
                messages.Add(kept);
            }
        }

        return trajectory with { Messages = messages };
    }

    /// <summary>Why a conversation that begins so is left out: a name for ever, or null.</summary>
    public static string? Fault(Trajectory trajectory, QualityOptions options)
    {
        if (trajectory.Messages.Count < options.MinMessages)
        {
            return "too-short";
        }

        if (trajectory.Messages.FirstOrDefault(m => m.Role == Role.User) is not { } first || first.Parts.Any(p => p is not TextPart))
        {
            return null;
        }

        var text = first.Text.Trim();
        return options.ContinuationPrompts && (IsContinuation(text) || ClaudeMarkup.IsSummary(text)) ? "continuation-prompt"
            : text.Length < options.MinPromptCharacters ? "short-prompt"
            : null;
    }

    public static bool IsNotification(Message message) =>
        message.Role == Role.User && message.Text.AsSpan().TrimStart().StartsWith("<task-notification>", StringComparison.Ordinal);

    private static bool IsContinuation(string text) => text.Length <= ContinuationCharacters && Continuations.Contains(text.TrimEnd('.', '!', ' '));

    private static Message? Strip(Message message, Action<string> note)
    {
        var parts = new List<ContentPart>();
        foreach (var part in message.Parts)
        {
            var (text, isChanged) = part is TextPart p ? ClaudeMarkup.Strip(p.Text) : ("", false);
            if (isChanged)
            {
                note("stripped-injected");
            }

            if (!isChanged)
            {
                parts.Add(part);
            }
            else if (text.Length > 0)
            {
                parts.Add(new TextPart(text));
            }
        }

        return parts.Count == 0 && message.Parts.Count > 0 ? null : message with { Parts = parts };
    }
}
