using System.Buffers;
using System.Globalization;
using System.Text;

namespace TrainForge.Runs.Reports;

/// <summary>
/// Recorded text made safe to look at: characters that steer instead of showing — line breaks in a name, terminal escapes, marks
/// that turn the direction of writing — are shown by a sign of their own, so that no text can pass for a line of ours.
/// </summary>
internal static class Visible
{
    private const int ControlPictures = 0x2400;
    private const char DeletePicture = '\u2421';

    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)]);
    private static readonly SearchValues<char> PrintableLines = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c), '\n', '\t']);

    /// <summary>Whatever it holds, it stays one line.</summary>
    public static string Line(string text) => Of(text, keepsLines: false);

    /// <summary>With its own line breaks, as line feeds, and tabs.</summary>
    public static string Block(string text) => Of(text.ReplaceLineEndings("\n"), keepsLines: true);

    private static string Of(string text, bool keepsLines)
    {
        // Most of what is recorded.
        if (text.AsSpan().IndexOfAnyExcept(keepsLines ? PrintableLines : Printable) < 0)
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (keepsLines && rune.Value is '\n' or '\t')
            {
                shown.Append((char)rune.Value);
            }
            else if (rune.Value < ' ')
            {
                shown.Append((char)(ControlPictures + rune.Value));
            }
            else if (rune.Value == 0x7F)
            {
                shown.Append(DeletePicture);
            }
            else if (Steers(rune))
            {
                shown.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
            }
            else
            {
                shown.Append(rune);
            }
        }

        return shown.ToString();
    }

    // Joiners inside words and emoji are Format too, and needed.
    private static bool Steers(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D or 0x00AD),
        _ => false,
    };
}
