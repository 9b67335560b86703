namespace TrainForge.Redaction;

/// <summary>
/// Shortens a text that is yet to be redacted. Half of a secret is no secret to whoever redacts what is left, so the word that the cut
/// would go through is left out.
/// </summary>
public static class WholeWords
{
    // Longer than any key that has no space in it; what is longer is no word but a text without spaces.
    private const int LongestWord = 4096;

    /// <summary>At most so much of its beginning.</summary>
    public static string Cut(string text, int chars)
    {
        if (text.Length <= chars)
        {
            return text;
        }

        var end = chars > 0 && char.IsHighSurrogate(text[chars - 1]) ? chars - 1 : chars;
        var space = text.AsSpan(0, end).LastIndexOfAny(" \t\r\n");
        return text[..(!char.IsWhiteSpace(text[end]) && space >= Math.Max(0, end - LongestWord) ? space + 1 : end)];
    }
}
