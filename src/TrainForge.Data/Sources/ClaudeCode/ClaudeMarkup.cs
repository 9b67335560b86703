using System.Text;

namespace TrainForge.Data.Sources.ClaudeCode;

/// <summary>What the harness writes into a person's turn, between tags of its own. What the person wrote beside it stays.</summary>
internal static class ClaudeMarkup
{
    private const string Reminder = "system-reminder";

    private static readonly string[] Tags =
    [
        Reminder, "command-name", "command-message", "command-args", "command-contents", "local-command-stdout", "local-command-stderr",
        "local-command-caveat", "bash-input", "bash-stdout", "bash-stderr", "user-prompt-submit-hook", "ide_opened_file", "ide_selection", "ide_diagnostics",
        "new-diagnostics", "user-memory-input",
    ];

    /// <summary>The summary of a compacted session, which older versions do not mark otherwise.</summary>
    public static bool IsSummary(string text) => text.AsSpan().TrimStart().StartsWith("This session is being continued", StringComparison.Ordinal);

    /// <summary>What the harness says in the person's name when the person stopped an answer or a tool.</summary>
    public static bool IsInterruption(string text) => text.AsSpan().Trim() is "[Request interrupted by user]" or "[Request interrupted by user for tool use]";

    /// <summary>The text without the harness's blocks, and whether there were any. A tag without its end is the person's own.</summary>
    public static (string Text, bool Changed) Strip(string text)
    {
        var kept = new StringBuilder();
        var begin = 0;
        var unclosed = new HashSet<string>(StringComparer.Ordinal);
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = at + 1 < text.Length ? text.IndexOf('<', at + 1) : -1)
        {
            // Once a tag has no end behind here, it has none behind any later place: looking again would cost the square.
            if (TagAt(text, at) is not { } tag || unclosed.Contains(tag))
            {
                continue;
            }

            var end = text.IndexOf($"</{tag}>", at, StringComparison.Ordinal);
            if (end < 0)
            {
                unclosed.Add(tag);
                continue;
            }

            kept.Append(text, begin, at - begin);
            begin = end + tag.Length + 3;
            at = begin - 1;
        }

        return begin == 0 ? (text, false) : (kept.Append(text, begin, text.Length - begin).ToString().Trim(), true);
    }

    /// <summary>A result as the tool gave it: the harness adds its reminders at the end. One in the middle is part of what was read.</summary>
    public static string WithoutReminderAtEnd(string text)
    {
        var kept = text.AsSpan();
        while (kept.TrimEnd().EndsWith($"</{Reminder}>", StringComparison.Ordinal) && kept.LastIndexOf($"<{Reminder}>", StringComparison.Ordinal) is >= 0 and var at)
        {
            kept = kept[..at].TrimEnd();
        }

        return kept.Length == text.Length ? text : kept.ToString();
    }

    private static string? TagAt(string text, int at)
    {
        foreach (var tag in Tags)
        {
            var end = at + 1 + tag.Length;
            if (end < text.Length && text[end] == '>' && string.CompareOrdinal(text, at + 1, tag, 0, tag.Length) == 0)
            {
                return tag;
            }
        }

        return null;
    }
}
