namespace TrainForge.Redaction;

/// <summary>Private keys, as they are and inside whatever shows them: numbered lines, colours, other languages' strings, base64.</summary>
internal ref partial struct Scan<T>
{
    private const int MaxPemTitle = 64;

    // Twice the largest RSA key with every line numbered.
    private const int MaxPemLength = 32 * 1024;

    // No prose has so long a word, and every line of a key but the last is longer.
    private const int KeyRun = 40;

    // -----BEGIN … PRIVATE KEY-----, up to its end. Without one it goes on as long as the text could belong to a key: rather too much
    // than a half.
    private int PrivateKey(int at)
    {
        if (Before(at) == '-' || !Has(at, "-----BEGIN") || !_plan.On(RedactionClass.PrivateKey))
        {
            return 0;
        }

        var end = PemTitleEnd(at + "-----BEGIN".Length);
        if (!Has(end, "-----") || !IsPrivate(end))
        {
            return 0;
        }

        end += 5;
        var close = PemCloseBehind(end);
        if (close > end && close - end <= MaxPemLength && HoldsKey(end, close))
        {
            return Take(at, PemClose(close), RedactionClass.PrivateKey);
        }

        while (end < _text.Length && MayBelongToKey(Letter(end)))
        {
            if (Letter(end) == '-' && Has(end, "-----"))
            {
                return Take(at, Has(end, "-----END") ? PemClose(end) : end, RedactionClass.PrivateKey);
            }

            end++;
        }

        // A quote, a colour or an escape at the very end belongs to what surrounds the block.
        while (end > at && ((Glyphs.Quote | Glyphs.Space).Is(Letter(end - 1)) || Letter(end - 1) is '[' or 0x1B or '&' or '%'))
        {
            end--;
        }

        return Take(at, end, RedactionClass.PrivateKey);
    }

    // Numbers of lines come with arrows and bars beyond ASCII, colours with an escape and a bracket.
    private static bool MayBelongToKey(int c) => c > 127 || c is 0x1B or '[' or '&' or '%' || (Glyphs.Base64 | Glyphs.Space | Glyphs.PemExtra).Is(c);

    // Blanks may be written as in addresses.
    private readonly int PemTitleEnd(int at)
    {
        var end = at;
        while (end - at < MaxPemTitle && (Glyphs.Word.Is(Letter(end)) || Letter(end) is ' ' or '+' or '%'))
        {
            end++;
        }

        return end;
    }

    private readonly bool IsPrivate(int titleEnd) =>
        Has(titleEnd - 11, "PRIVATE KEY") || Has(titleEnd - 17, "PRIVATE KEY BLOCK") || Has(titleEnd - 11, "PRIVATE+KEY") || Has(titleEnd - 13, "PRIVATE%20KEY");

    private readonly int PemClose(int at)
    {
        var end = PemTitleEnd(at + "-----END".Length);
        for (var i = 0; i < 5 && Letter(end) == '-'; i++)
        {
            end++;
        }

        return end;
    }

    private int PemCloseBehind(int at)
    {
        if (at < _closeFrom || at > _close)
        {
            var rest = _text[at..];
            var found = typeof(T) == typeof(byte) ? Cast<byte>(rest).IndexOf("-----END"u8) : Cast<char>(rest).IndexOf("-----END");
            (_closeFrom, _close) = (at, found < 0 ? int.MaxValue : at + found);
        }

        return _close == int.MaxValue ? 0 : _close;
    }

    // Code that looks for keys names both ends too, with nothing between them that could be one.
    private readonly bool HoldsKey(int start, int end)
    {
        var run = 0;
        for (var i = start; i < end && run < KeyRun; i++)
        {
            run = Glyphs.Base64.Is(Letter(i)) ? run + 1 : 0;
        }

        return run >= KeyRun;
    }

    // At 'J' of LS0tLS1CRUdJTi, which is '-----BEGIN' in base64, as clusters and pipelines keep keys. A certificate begins so as well.
    private int EncodedKey(int at)
    {
        var start = at - 11;
        if (start < _done || !Has(start, "LS0tLS1CRUdJTi") || !IsBoundary(start) || !_plan.On(RedactionClass.PrivateKey) || !IsEncodedPrivate(start))
        {
            return 0;
        }

        var end = RunEnd(start, Glyphs.Base64);
        while (LineBreak(end) is var next && next > end && RunEnd(next, Glyphs.Base64) is var further && (further - next >= KeyRun || (further > next && Letter(further) is -1 or '\n' or '\r' or '\\' or '"')))
        {
            end = further;
        }

        return Take(start, end, RedactionClass.PrivateKey);
    }

    private readonly int LineBreak(int at)
    {
        at += Letter(at) == '\r' ? 1 : 0;
        at += Letter(at) == '\n' ? 1 : Letter(at) == '\\' && Letter(at + 1) == 'n' ? 2 : 0;
        return RunEnd(at, Glyphs.Blank);
    }

    private readonly bool IsEncodedPrivate(int start)
    {
        Span<char> encoded = stackalloc char[64];
        for (var i = 0; i < encoded.Length; i++)
        {
            if (!Glyphs.Base64.Is(Letter(start + i)))
            {
                return false;
            }

            encoded[i] = (char)Letter(start + i);
        }

        Span<byte> decoded = stackalloc byte[48];
        return Convert.TryFromBase64Chars(encoded, decoded, out var written) && decoded[..written].IndexOf("PRIVATE KEY"u8) > 0;
    }
}
