using System.Buffers;
using System.Globalization;
using System.Text;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>Python's string functions, as far as templates use them.</summary>
internal static class PythonStrings
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029");

    public enum Side
    {
        Left,
        Right,
        Both,
    }

    public static string Strip(string text, string? characters, bool left, bool right)
    {
        var (start, end) = (0, text.Length);
        while (left && start < end && Strips(text[start], characters))
        {
            start++;
        }

        while (right && end > start && Strips(text[end - 1], characters))
        {
            end--;
        }

        return text[start..end];
    }

    // The runtime's invariant rules leave out letters whose other case is another alphabet's or longer; Python's do not.
    private static readonly (string Lower, string Upper)[] Longer =
    [
        ("ß", "SS"), ("ı", "I"), ("ſ", "S"), ("ŉ", "ʼN"), ("ﬀ", "FF"), ("ﬁ", "FI"), ("ﬂ", "FL"), ("ﬃ", "FFI"), ("ﬄ", "FFL"), ("ﬅ", "ST"), ("ﬆ", "ST"),
    ];

    public static string Upper(string text)
    {
        text = text.ToUpperInvariant();
        return Ascii.IsValid(text) ? text : Longer.Aggregate(text, (t, letter) => t.Replace(letter.Lower, letter.Upper, StringComparison.Ordinal));
    }

    public static string Lower(string text) => text.ToLowerInvariant().Replace("İ", "i\u0307", StringComparison.Ordinal).Replace("\u212A", "k", StringComparison.Ordinal);

    public static string Capitalize(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var first = char.IsHighSurrogate(text[0]) && text.Length > 1 ? 2 : 1;
        return Upper(text[..first]) + Lower(text[first..]);
    }

    /// <summary>The method: a letter after anything that is no letter is a capital.</summary>
    public static string Title(string text)
    {
        var title = new StringBuilder(text.Length);
        var inWord = false;
        foreach (var rune in text.EnumerateRunes())
        {
            title.Append(inWord ? Rune.ToLowerInvariant(rune) : Rune.ToUpperInvariant(rune));
            inWord = Rune.IsLetter(rune);
        }

        return title.ToString();
    }

    public static string SwapCase(string text) =>
        string.Concat(text.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));

    public static string Repeat(Renderer run, string text, int times)
    {
        run.SpendText((long)text.Length * Math.Max(0, times));
        return new StringBuilder().Insert(0, text, Math.Max(0, times)).ToString();
    }

    public static string Replace(Renderer run, string text, string old, string with, int count)
    {
        if (count < 0 && old.Length > 0)
        {
            run.SpendText(text.Length + (with.Length > old.Length ? (long)Occurrences(text, old) * (with.Length - old.Length) : 0));
            return text.Replace(old, with, StringComparison.Ordinal);
        }

        // Nothing is replaced in front of every character and at the end.
        var parts = old.Length == 0 ? ["", .. CodePoints.Split(text), ""] : text.Split(old);
        var joints = count < 0 ? parts.Length - 1 : Math.Min(count, parts.Length - 1);
        run.SpendText(text.Length + ((long)joints * with.Length));
        return string.Join(with, parts.Take(joints)) + (joints > 0 ? with : "") + string.Join(old, parts.Skip(joints));
    }

    public static int Occurrences(string text, string part)
    {
        if (part.Length == 0)
        {
            return CodePoints.Count(text) + 1;
        }

        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    public static List<string> Split(string text, string? separator, int most, bool fromRight)
    {
        if (separator is null)
        {
            return SplitBlanks(text, most, fromRight);
        }

        var parts = text.Split(separator).ToList();
        var excess = most < 0 ? 0 : parts.Count - 1 - most;
        if (excess <= 0)
        {
            return parts;
        }

        return fromRight
            ? [string.Join(separator, parts.Take(excess + 1)), .. parts.Skip(excess + 1)]
            : [.. parts.Take(most), string.Join(separator, parts.Skip(most))];
    }

    public static IEnumerable<string> Lines(string text, bool keepEnds)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny(LineEnds);
            if (end < 0)
            {
                yield return text[start..];
                yield break;
            }

            end += start;
            var next = text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
            yield return text[start..(keepEnds ? next : end)];
            start = next;
        }
    }

    public static string Pad(Renderer run, string text, int width, string fill, Side side)
    {
        var missing = width - CodePoints.Count(text);
        if (missing <= 0)
        {
            return text;
        }

        var left = side switch
        {
            Side.Left => missing,
            Side.Right => 0,
            _ => (missing / 2) + (missing & width & 1),
        };
        return Repeat(run, fill, left) + text + Repeat(run, fill, missing - left);
    }

    public static bool All(string text, Func<Rune, bool> holds) => text.Length > 0 && text.EnumerateRunes().All(holds);

    public static bool IsCased(string text, bool upper)
    {
        var cased = text.EnumerateRunes().Where(r => Rune.IsUpper(r) || Rune.IsLower(r) || Rune.GetUnicodeCategory(r) == UnicodeCategory.TitlecaseLetter).ToArray();
        return cased.Length > 0 && cased.All(r => upper ? Rune.IsUpper(r) : Rune.IsLower(r));
    }

    private static bool Strips(char c, string? characters) =>
        characters is null ? char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f' : characters.Contains(c, StringComparison.Ordinal);

    private static List<string> SplitBlanks(string text, int most, bool fromRight)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList();
        if (most < 0 || words.Count - 1 <= most)
        {
            return words;
        }

        var rest = Strip(text, null, left: !fromRight, right: fromRight);
        var parts = new List<string>();
        for (var i = 0; i < most; i++)
        {
            var word = fromRight ? words[^(i + 1)] : words[i];
            rest = fromRight ? Strip(rest[..^word.Length], null, left: false, right: true) : Strip(rest[word.Length..], null, left: true, right: false);
            parts.Insert(fromRight ? 0 : parts.Count, word);
        }

        parts.Insert(fromRight ? 0 : parts.Count, rest);
        return parts;
    }
}
