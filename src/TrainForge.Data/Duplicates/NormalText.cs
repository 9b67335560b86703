using System.Globalization;

namespace TrainForge.Data.Duplicates;

/// <summary>
/// How texts are compared: without case, white space and punctuation. Words are runs of letters, digits and '_'; a character of
/// a script that writes without spaces is a word of its own, and so is a symbol that calculates or compares (+ / % = &lt; &gt; | &amp; ^ ~ $,
/// a minus before a digit, a * that is no emphasis), without which 3 + 5 were 3 / 5. Composed and decomposed letters differ.
/// </summary>
internal static class NormalText
{
    private static readonly Kind[] Ascii = [.. Enumerable.Range(0, 128).Select(i => OfAscii((char)i))];

    private enum Kind : byte
    {
        Gap,
        Word,
        Symbol,
    }

    /// <summary>Appends a hash per word.</summary>
    public static void Words(ReadOnlySpan<char> text, bool ignoreDigits, HashList words)
    {
        var hash = 0UL;
        var inside = false;
        for (var i = 0; i < text.Length; i++)
        {
            var (c, kind) = (text[i], Of(text, i));
            if (inside && kind != Kind.Word)
            {
                words.Add(Hash64.Finish(hash));
                inside = false;
            }

            if (kind == Kind.Gap)
            {
                continue;
            }

            hash = Hash64.Add(inside ? hash : Hash64.Seed, Fold(c, ignoreDigits));
            if (kind == Kind.Symbol)
            {
                words.Add(Hash64.Finish(hash));
            }

            inside = kind == Kind.Word;
        }

        if (inside)
        {
            words.Add(Hash64.Finish(hash));
        }
    }

    /// <summary>Appends a hash per character, with one for every gap between words.</summary>
    public static void Characters(ReadOnlySpan<char> text, bool ignoreDigits, HashList characters)
    {
        var (any, gap) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (Of(text, i) == Kind.Gap)
            {
                gap = any;
                continue;
            }

            if (gap)
            {
                characters.Add(' ');
                gap = false;
            }

            characters.Add(Fold(text[i], ignoreDigits));
            any = true;
        }
    }

    private static char Fold(char c, bool ignoreDigits) =>
        char.IsAsciiDigit(c) ? ignoreDigits ? '0' : c
        : c < 128 ? (char)(char.IsAsciiLetterUpper(c) ? c | 0x20 : c)
        : ignoreDigits && char.IsDigit(c) ? '0'
        : char.ToLowerInvariant(c);

    private static Kind Of(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        '-' => at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) ? Kind.Symbol : Kind.Gap,
        '*' => IsBetweenEqual(text, at) ? Kind.Symbol : Kind.Gap,
        < (char)128 and var c => Ascii[c],
        var c => OfOther(c),
    };

    // 3 * 5 and 3*5, but not *this*.
    private static bool IsBetweenEqual(ReadOnlySpan<char> text, int at) =>
        at > 0 && at + 1 < text.Length && ((text[at - 1] == ' ' && text[at + 1] == ' ') || (char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1])));

    private static Kind OfAscii(char c) =>
        char.IsAsciiLetterOrDigit(c) || c == '_' ? Kind.Word
        : "+/%=<>|&^~$".Contains(c, StringComparison.Ordinal) ? Kind.Symbol
        : Kind.Gap;

    private static Kind OfOther(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.OtherLetter => WritesWithoutSpaces(c) ? Kind.Symbol : Kind.Word,
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter => Kind.Word,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => Kind.Word,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Word,
        UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.OtherSymbol => Kind.Symbol,

        // Halves of characters beyond the first plane: mostly rarer ideographs and pictures, each half a piece.
        UnicodeCategory.Surrogate => Kind.Symbol,
        _ => Kind.Gap,
    };

    private static bool WritesWithoutSpaces(char c) => c switch
    {
        >= '\u0E00' and <= '\u0EFF' => true, // Thai, Lao
        >= '\u1000' and <= '\u109F' => true, // Burmese
        >= '\u1780' and <= '\u17FF' => true, // Khmer
        >= '\u3040' and <= '\u30FF' => true, // Kana
        >= '\u3400' and <= '\u9FFF' => true, // Ideographs
        >= '\uF900' and <= '\uFAFF' => true,
        _ => false,
    };
}
