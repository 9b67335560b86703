namespace TrainForge.Redaction;

/// <summary>
/// Names and values whose quotes and signs were encoded on their way into a text: \u0022 of .NET's serializer, entities of a page, per
/// cent signs of an address.
/// </summary>
internal ref partial struct Scan<T>
{
    private static readonly string[] Quotes = ["\\u0022", "\\u0027", "&quot;", "&#34;", "&#39;", "%22", "%27"];

    /// <summary>How long the encoded quote is that ends before an index, or 0.</summary>
    private readonly int EncodedQuoteBefore(int at)
    {
        if (Before(at) is '2' or '7' or ';')
        {
            foreach (var quote in Quotes)
            {
                if (at - quote.Length >= _done && Has(at - quote.Length, quote))
                {
                    return quote.Length;
                }
            }
        }

        return 0;
    }

    // "name\u0022:\u0022x\u0022"; null when no encoded quote opens here.
    private int? EncodedValue(int at, ValueContext context)
    {
        foreach (var quote in Letter(at) is '\\' or '&' or '%' ? Quotes : [])
        {
            if (Has(at, quote))
            {
                var start = at + quote.Length;
                var end = start;
                while (end < _text.Length && Letter(end) is not ('\n' or '\r') && !Has(end, quote))
                {
                    end++;
                }

                // One more serialization put a backslash before the backslash.
                while (end > start && quote[0] == '\\' && Letter(end - 1) == '\\')
                {
                    end--;
                }

                return Judge(start, end, context with { KeyQuoted = true }, quotedValue: true);
            }
        }

        return null;
    }

    // At '%': 4 begins '@', 3D and 3A are '=' and ':'.
    private int Encoded(int at)
    {
        var (second, third) = (Letter(at + 1), Letter(at + 2));
        if (second == '4')
        {
            return third == '0' ? Mail(at, 3) : 0;
        }

        if (second != '3' || third is not ('D' or 'd' or 'A' or 'a'))
        {
            return 0;
        }

        var name = NameBefore(at, out var isQuoted, out _);
        if (name.IsNone)
        {
            return 0;
        }

        var context = new ValueContext(name, KeyQuoted: isQuoted, InQuery: true);
        if (EncodedValue(at + 3, context) is { } end)
        {
            return end;
        }

        if (third is 'A' or 'a')
        {
            return 0;
        }

        end = UnquotedEnd(at + 3, inQuery: true);
        for (var i = at + 3; i < Math.Min(end, at + 3 + MaxFormValue); i++)
        {
            if (Letter(i) == '%' && Letter(i + 1) == '2' && Letter(i + 2) is '6' or '3' or '0' or '2')
            {
                end = i; // & # blank "
            }
        }

        return Judge(at + 3, Trimmed(at + 3, end), context, quotedValue: false);
    }
}
