namespace TrainForge.Runs.Reports;

/// <summary>Shortens a text for a report and shows that it did.</summary>
internal static class Cut
{
    public static string To(string text, int chars)
    {
        if (text.Length <= chars)
        {
            return text;
        }

        // Half of a pair is no character.
        var end = char.IsHighSurrogate(text[chars - 1]) ? chars - 1 : chars;
        return $"{text[..end]}…";
    }
}
