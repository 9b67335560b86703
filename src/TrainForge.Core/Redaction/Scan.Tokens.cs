using System.Runtime.CompilerServices;

namespace TrainForge.Redaction;

/// <summary>Tokens that begin with a prefix of their vendor.</summary>
internal ref partial struct Scan<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Prefixed(int at)
    {
        foreach (var shape in TokenShape.Ending(Before(at), Letter(at)))
        {
            var start = at + 1 - shape.Prefix.Length;
            if (start >= _done && Has(start, shape.Prefix) && _plan.On(shape.Class) && IsBoundary(start))
            {
                var end = RunEnd(at + 1, shape.Body);
                if (end - at > shape.MinBody)
                {
                    return Take(start, end, shape.Class);
                }
            }
        }

        return 0;
    }

    /// <summary>
    /// Whether a word can begin here. The letter of an escape does not belong to the word after it: '\nghp_…' in a serialized
    /// text, '%22ghp_…' in a URL, a colour code in a log.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool IsBoundary(int at)
    {
        var before = Before(at);
        if (!Glyphs.Word.Is(before))
        {
            return true;
        }

        if (before is 'n' or 't' or 'r' or 'b' or 'f' && Before(at - 1) == '\\')
        {
            return true;
        }

        if (Glyphs.Hex.Is(before) && Glyphs.Hex.Is(Before(at - 1)) && (Before(at - 2) == '%' || (at - 6 >= _done && Has(at - 6, "\\u"))))
        {
            return true;
        }

        return before is 'm' && IsColour(at - 1);
    }

    // ESC [ 1 ; 3 1 m, raw or with the escape spelled out; a few parameters are enough to look at.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool IsColour(int at)
    {
        for (var i = 0; i < 12; i++, at--)
        {
            var c = Before(at);
            if (c == '[')
            {
                return Before(at - 1) is 0x1B or 'b' or 'B' or 'e' or '3';
            }

            if (c != ';' && !Glyphs.Digit.Is(c))
            {
                return false;
            }
        }

        return false;
    }

    // sk-…: a family by now (sk-ant-, sk-proj-, sk-svcacct-, sk-or-v1-). Style sheets have classes that begin so too; a long
    // stretch of letters and digits without a dash, or a known second part, tells them apart.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int OpenAI(int at)
    {
        var start = at - 2;
        if (!Has(start, "sk-") || start < _done || !IsBoundary(start))
        {
            return 0;
        }

        var body = at + 1;
        var known = Has(body, "proj-") || Has(body, "svcacct-") || Has(body, "admin-") || Has(body, "None-") || Has(body, "ant-");
        if (!(known ? RunsTo(body, 20) : RunsTo(body, 20) && HasLongWord(body)))
        {
            return 0;
        }

        var value = Has(body, "ant-") ? RedactionClass.Anthropic : Has(body, "or-") ? RedactionClass.ServiceToken : RedactionClass.OpenAI;
        return _plan.On(value) ? Take(start, RunEnd(body, Glyphs.Token), value) : 0;
    }

    private readonly bool RunsTo(int start, int length)
    {
        for (var i = start; i < start + length; i++)
        {
            if (!Glyphs.Token.Is(Letter(i)))
            {
                return false;
            }
        }

        return true;
    }

    // Bounded, so that a text of nothing but 'sk-' costs a fixed sum at each.
    private readonly bool HasLongWord(int start)
    {
        var length = 0;
        for (var i = start; i < start + 100 && Glyphs.Token.Is(Letter(i)); i++)
        {
            length = Glyphs.Word.Is(Letter(i)) ? length + 1 : 0;
            if (length >= 16)
            {
                return true;
            }
        }

        return false;
    }

    // Tokens without a '-' or '_' at the end of their prefix.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Lettered(int at) => Letter(at) switch
    {
        'A' => StartingWithA(at),
        'K' => Before(at) == 'S' ? Exactly(at - 1, at + 1, 32, Glyphs.Hex, RedactionClass.Twilio) : 0,
        'J' => Before(at) == 'd' ? EncodedKey(at) : JsonWebToken(at),
        '~' => AzureClientSecret(at),
        _ => Scheme(at),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int StartingWithA(int at)
    {
        switch (Letter(at + 1))
        {
            case 'I' when Has(at + 2, "za"):
                return AtLeast(at, at + 4, 30, Glyphs.Token, RedactionClass.Google);
            case 'C':
                return Exactly(at, at + 2, 32, Glyphs.Hex, RedactionClass.Twilio);
            case 'T' when Has(at + 2, "ATT3"):
                return AtLeast(at, at + 6, 30, Glyphs.Token | Glyphs.Base64Extra, RedactionClass.ServiceToken);
            case 'K' or 'S' or 'G' or 'I' or 'R' or 'N' or 'B' or 'C':
                return IsAwsPrefix(at) ? AwsKey(at) : 0;
            default:
                return 0;
        }
    }

    private readonly bool IsAwsPrefix(int at) =>
        Has(at, "AKIA") || Has(at, "ASIA") || Has(at, "AGPA") || Has(at, "AIDA") || Has(at, "AROA") || Has(at, "AIPA") || Has(at, "ANPA") || Has(at, "ANVA") || Has(at, "ABIA");

    // The secret that belongs to the key often stands beside it without a name, as in credential files of comma separated values.
    private int AwsKey(int at)
    {
        var end = Exactly(at, at + 4, 16, Glyphs.Upper | Glyphs.Digit, RedactionClass.AwsAccessKey);
        for (var from = end; end > 0 && from < Math.Min(_text.Length, end + MaxAwsGap); from++)
        {
            var to = from;
            while (to - from <= MaxAwsGap && Letter(to) != '=' && Glyphs.Base64.Is(Letter(to)))
            {
                to++;
            }

            if (to - from == AwsSecretLength && IsMixed(from, to))
            {
                return Math.Max(end, Take(from, to, RedactionClass.AwsSecretKey));
            }

            from = to;
        }

        return end;
    }

    private const int MaxAwsGap = 160;
    private const int AwsSecretLength = 40;

    // Capitals, small letters and digits together, and not only those of a hash.
    private readonly bool IsMixed(int start, int end)
    {
        var (lower, upper, digit, beyondHex) = (false, false, false, false);
        for (var i = start; i < end; i++)
        {
            var c = Letter(i);
            lower |= Glyphs.Lower.Is(c);
            upper |= Glyphs.Upper.Is(c);
            digit |= Glyphs.Digit.Is(c);
            beyondHex |= !Glyphs.Hex.Is(c);
        }

        return lower && upper && digit && beyondHex;
    }

    // …xxx8Q~ and 31 to 34 more.
    private int AzureClientSecret(int at)
    {
        var start = at - 5;
        if (start < _done || Letter(at - 1) != 'Q' || !Glyphs.Digit.Is(Letter(at - 2)))
        {
            return 0;
        }

        var end = at + 1;
        while (end - at < 40 && (Glyphs.Name.Is(Letter(end)) || Letter(end) == '~'))
        {
            end++;
        }

        return end - at > 28 ? Take(start, end, RedactionClass.Secret) : 0;
    }

    // 123456789:AA… of a Telegram bot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Telegram(int at)
    {
        var start = at;
        while (at - start < 12 && Glyphs.Digit.Is(Before(start)))
        {
            start--;
        }

        return at - start is >= 8 and <= 10 && IsBoundary(start) && RunEnd(at + 1, Glyphs.Token) - at - 1 is >= 34 and <= 36
            ? Take(start, RunEnd(at + 1, Glyphs.Token), RedactionClass.ServiceToken)
            : 0;
    }

    // At '.': SG.x.y, ya29.x, hvs.x, and the names of environment files.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Dot(int at)
    {
        switch (Before(at))
        {
            case 'G' when Has(at - 1, "G") && Before(at - 1) == 'S' && IsBoundary(at - 2):
                var second = RunEnd(at + 1, Glyphs.Token);
                return second - at > 16 && Letter(second) == '.' && RunEnd(second + 1, Glyphs.Token) - second > 16
                    ? Take(at - 2, RunEnd(second + 1, Glyphs.Token), RedactionClass.SendGrid)
                    : 0;
            case '9' when at - 4 >= _done && Has(at - 4, "ya29"):
                return AtLeast(at - 4, at + 1, 20, Glyphs.Token, RedactionClass.Google);
            case 's' or 'b' when at - 3 >= _done && (Has(at - 3, "hvs") || Has(at - 3, "hvb")):
                return AtLeast(at - 3, at + 1, 24, Glyphs.Token, RedactionClass.ServiceToken);
            default:
                return Letter(at + 1) == 'e' ? EnvironmentFile(at) : 0;
        }
    }

    private int AtLeast(int start, int body, int length, Glyphs kinds, RedactionClass value)
    {
        if (!_plan.On(value) || !IsBoundary(start))
        {
            return 0;
        }

        var end = RunEnd(body, kinds);
        return end - body >= length ? Take(start, end, value) : 0;
    }

    private int Exactly(int start, int body, int length, Glyphs kinds, RedactionClass value)
    {
        if (start < _done || !IsBoundary(start))
        {
            return 0;
        }

        var end = body;
        while (end - body < length && kinds.Is(Letter(end)))
        {
            end++;
        }

        return end - body == length && !Glyphs.Word.Is(Letter(end)) ? Take(start, end, value) : 0;
    }

    // The user's own prefixes. What follows must look like the body of a token; a word would be too little.
    private int Custom(int at, int letter)
    {
        foreach (var prefix in _plan.Prefixes)
        {
            var start = at + 1 - prefix.Length;
            if (prefix[^1] == letter && start >= _done && Has(start, prefix) && (!Glyphs.Word.Is(prefix[0]) || IsBoundary(start)))
            {
                var end = at + 1;
                while (Glyphs.Token.Is(Letter(end)) || Letter(end) is '.' or '~' or '+' or '/' or '=')
                {
                    end++;
                }

                if (end - at > MinCustomBody && Take(start, end, RedactionClass.Custom) is var taken and > 0)
                {
                    return taken;
                }
            }
        }

        return 0;
    }

    private const int MinCustomBody = 8;
}
