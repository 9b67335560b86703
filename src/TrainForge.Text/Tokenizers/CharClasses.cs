using System.Globalization;
using System.Text;

namespace TrainForge.Text.Tokenizers;

internal enum CharClass : byte
{
    Other,
    Letter,
    Number,
    Space,
    NewLine,
}

/// <summary>
/// The four classes the split patterns speak of: \p{L}, \p{N}, \s and [\r\n]. The tables are those of the runtime's Unicode version.
/// Text must be well-formed UTF-16.
/// </summary>
internal static class CharClasses
{
    private static readonly CharClass[] Bmp = Build();

    /// <summary>The class of the code point at <paramref name="index"/> and how many UTF-16 units it has.</summary>
    public static CharClass At(ReadOnlySpan<char> text, int index, out int length)
    {
        var c = text[index];
        length = 1;
        if (!char.IsHighSurrogate(c) || index + 1 >= text.Length || !char.IsLowSurrogate(text[index + 1]))
        {
            return Bmp[c];
        }

        length = 2;
        return Of(CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(c, text[index + 1])));
    }

    /// <summary>What \w means where added tokens ask for whole words.</summary>
    public static bool IsWord(ReadOnlySpan<char> text, int index)
    {
        Rune.DecodeFromUtf16(text[index..], out var rune, out _);
        return CharUnicodeInfo.GetUnicodeCategory(rune.Value) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;
    }

    private static CharClass[] Build()
    {
        var classes = new CharClass[0x10000];
        for (var c = 0; c < classes.Length; c++)
        {
            classes[c] = c is '\r' or '\n' ? CharClass.NewLine
                : char.IsWhiteSpace((char)c) ? CharClass.Space
                : Of(CharUnicodeInfo.GetUnicodeCategory(c));
        }

        return classes;
    }

    private static CharClass Of(UnicodeCategory category) => category switch
    {
        <= UnicodeCategory.OtherLetter => CharClass.Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharClass.Number,
        _ => CharClass.Other,
    };
}
