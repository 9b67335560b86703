using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TrainForge.Files;

/// <summary>
/// A name for a file or folder that is legal, and means one thing only, on Windows, macOS and Linux. A short plain name in
/// lower-case ASCII stays as it is. Everything else keeps what can be read of it and gets '-' and ten characters of the true
/// name's hash, so that no two names meet: neither after a replacement or a cut, nor on a file system that ignores case or
/// normalises letters. The same name gives the same result in every process and culture.
/// </summary>
public static class PortableName
{
    /// <summary>UTF-16 units. Each is at most three bytes of UTF-8, so 240 at most, and every file system takes 255.</summary>
    public const int MaxLength = 80;

    private const int HashLength = 10;
    private const int MaxReadable = MaxLength - HashLength - 1;
    private const char Stand = '_';

    // No i, l, o, u: nothing is misread, and no word is spelt. 50 bits: ten thousand long names of one beginning do not meet.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private static readonly SearchValues<char> HashLetters = SearchValues.Create(Alphabet);

    private const string LegalPunctuation = "._-+=,()";

    public static string From(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsPlain(name) ? name : $"{Cut(Readable(name))}-{Hash(name)}";
    }

    private static bool IsPlain(string name)
    {
        if (name.Length is 0 or > MaxLength || name[0] is '.' or '-' || name[^1] == '.' || IsDevice(name) || LooksHashed(name))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && !LegalPunctuation.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    // A plain name of this form gets its own hash too, so that it cannot pass for another name's result.
    private static bool LooksHashed(string name) =>
        name.Length > HashLength && name[^(HashLength + 1)] == '-' && name.AsSpan(name.Length - HashLength).IndexOfAnyExcept(HashLetters) < 0;

    private static string Readable(string name)
    {
        var readable = new StringBuilder(name.Length + 1);
        foreach (var rune in Composed(name).EnumerateRunes())
        {
            if (Keeps(rune))
            {
                readable.Append(rune);
            }
            else if (readable.Length == 0 || readable[^1] != Stand)
            {
                readable.Append(Stand);
            }
        }

        if (readable.Length == 0 || readable[0] is '.' or '-')
        {
            readable.Insert(0, Stand);
        }

        var text = readable.ToString();
        return IsDevice(text) ? Stand + text : text;
    }

    // Letters, their marks and digits of any script. Not: format characters (they turn the writing direction), symbols,
    // superscript digits (Windows reads COM¹ as COM1), anything a shell or a build file gives a meaning.
    private static bool Keeps(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || LegalPunctuation.Contains((char)rune.Value, StringComparison.Ordinal)
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Half of a surrogate pair cannot be composed, nor stored, and U+FFFE the runtime refuses to compose; the hash still knows it was there.
    private static string Composed(string name)
    {
        var whole = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            whole.Append(rune.Value == 0xFFFE ? Rune.ReplacementChar : rune);
        }

        return whole.ToString().Normalize(NormalizationForm.FormC);
    }

    private static string Cut(string text)
    {
        if (text.Length > MaxReadable)
        {
            text = text[..(char.IsHighSurrogate(text[MaxReadable - 1]) ? MaxReadable - 1 : MaxReadable)];
        }

        return text.TrimEnd('.');
    }

    /// <summary>Windows gives these to devices, whatever follows the first dot.</summary>
    private static bool IsDevice(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var stem = dot < 0 ? name : name[..dot];
        return stem.ToUpperInvariant() switch
        {
            "CON" or "PRN" or "AUX" or "NUL" => true,
            { Length: 4 } port when port.StartsWith("COM", StringComparison.Ordinal) || port.StartsWith("LPT", StringComparison.Ordinal) => char.IsAsciiDigit(port[3]),
            _ => false,
        };
    }

    // UTF-16, not UTF-8: half surrogates are told apart too.
    private static string Hash(string name)
    {
        var bytes = new byte[name.Length * 2];
        for (var i = 0; i < name.Length; i++)
        {
            (bytes[2 * i], bytes[(2 * i) + 1]) = ((byte)name[i], (byte)(name[i] >> 8));
        }

        var digest = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(bytes));
        return string.Create(HashLength, digest, static (text, bits) =>
        {
            for (var i = 0; i < text.Length; i++, bits >>= 5)
            {
                text[i] = Alphabet[(int)(bits & 31)];
            }
        });
    }
}
