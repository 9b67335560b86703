using System.Globalization;
using System.Text;

namespace TrainForge.Data.Writers;

/// <summary>Names that anybody may have chosen, in a card: they end no value of the head, open no cell, link or tag of the page.</summary>
internal static class CardText
{
    private const string Meaning = "\\|[]`<";

    /// <summary>A value of the head, in quotes.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' or '\\' => quoted.Append('\\').Append(rune),
                _ when Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0xFEFF => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => quoted.Append(rune),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>On one line of the page, as it reads.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder();
        foreach (var c in text.ReplaceLineEndings(" "))
        {
            line.Append(Meaning.Contains(c, StringComparison.Ordinal) ? "\\" : "").Append(c);
        }

        return line.ToString();
    }
}
