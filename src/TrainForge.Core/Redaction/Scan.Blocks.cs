using System.Runtime.CompilerServices;

namespace TrainForge.Redaction;

/// <summary>What spreads over more than a word: JSON web tokens, authorization schemes.</summary>
internal ref partial struct Scan<T>
{
    // At 'J' of eyJ. Two or more parts; the signature may have been cut away.
    private int JsonWebToken(int at)
    {
        var start = at - 2;
        if (!Has(start, "ey") || start < _done || (Glyphs.Token.Is(Before(start)) && !(Glyphs.Word.Is(Before(start)) && IsBoundary(start))))
        {
            return 0;
        }

        var first = RunEnd(start, Glyphs.Token);
        if (first - start < 10 || Letter(first) != '.' || !Has(first + 1, "eyJ"))
        {
            return 0;
        }

        var end = RunEnd(first + 1, Glyphs.Token);
        if (end - first <= 10)
        {
            return 0;
        }

        while (Letter(end) == '.' && Glyphs.Token.Is(Letter(end + 1)))
        {
            end = RunEnd(end + 1, Glyphs.Token);
        }

        return Take(start, end, RedactionClass.Jwt);
    }

    private const int MinBearer = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Scheme(int at)
    {
        if (Glyphs.Word.Is(Before(at)) && !IsBoundary(at))
        {
            return 0;
        }

        if (HasIgnoringCase(at, "bearer "))
        {
            var start = RunEnd(at + 6, Glyphs.Blank);
            var end = RunEnd(start, Glyphs.Name | Glyphs.Base64Extra | Glyphs.Mail);
            while (end > start && Letter(end - 1) == '.')
            {
                end--;
            }

            return end - start >= MinBearer && !IsProse(start, end) ? Take(start, end, RedactionClass.Bearer) : 0;
        }

        if (Letter(at + 1) is 'Y' or 'y')
        {
            return IdentifiedBy(at);
        }

        if (HasIgnoringCase(at, "basic "))
        {
            var start = RunEnd(at + 5, Glyphs.Blank);
            var end = RunEnd(start, Glyphs.Base64);
            return end - start >= 8 && IsNameAndPassword(start, end) ? Take(start, end, RedactionClass.Basic) : 0;
        }

        return 0;
    }

    // Small letters alone, whatever their number: 'bearer authentication-middleware'.
    private readonly bool IsProse(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!(Glyphs.Lower | Glyphs.Dash | Glyphs.Dot).Is(Letter(i)))
            {
                return false;
            }
        }

        return true;
    }

    // What Basic carries is name:password in base64; 'Basic authentication' is not.
    private readonly bool IsNameAndPassword(int start, int end)
    {
        Span<char> encoded = stackalloc char[256];
        var length = Math.Min(end - start, encoded.Length);
        for (var i = 0; i < length; i++)
        {
            encoded[i] = (char)Letter(start + i);
        }

        length = encoded[..length].TrimEnd('=').Length;
        var padded = Math.Min((length + 3) / 4 * 4, encoded.Length);
        encoded[Math.Min(length, padded)..padded].Fill('=');
        Span<byte> decoded = stackalloc byte[192];
        return Convert.TryFromBase64Chars(encoded[..padded], decoded, out var written)
            && decoded[..written].IndexOfAnyInRange((byte)0, (byte)31) < 0
            && decoded[..written].Contains((byte)':');
    }
}
