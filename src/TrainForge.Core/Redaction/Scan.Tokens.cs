namespace TrainForge.Redaction;

/// <summary>Tokens that begin with a prefix of their vendor.</summary>
internal ref partial struct Scan<T>
{
    private int Prefixed(int at)
    {
        foreach (var shape in TokenShape.Ending(Before(at), Letter(at)))
        {
            var start = at + 1 - shape.Prefix.Length;
            if (start >= _done && Has(start, shape.Prefix) && IsBoundary(start))
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
}
