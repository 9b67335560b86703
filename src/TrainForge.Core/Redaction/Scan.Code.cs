namespace TrainForge.Redaction;

/// <summary>What stands where a secret would and is code.</summary>
internal ref partial struct Scan<T>
{
    private readonly bool IsCode(int start, int end, ValueContext context)
    {
        if (IsOneOf(start, end, Words.Types) || IsOneOf(start, end, Words.Names) || ((context.Colon || context.Spaced || context.Flag) && IsOneOf(start, end, Words.Prose)))
        {
            return true;
        }

        if (Letter(start) is '@' or ':' or '&' or '!' or '*' or '?' && (end - start < 4 || ((context.Colon || context.Spaced) && NameEnd(start + 1, end) == end)))
        {
            return true;
        }

        if (Letter(end) == ' ' && Glyphs.Lower.Is(Letter(end + 1)) && Glyphs.Upper.Is(Letter(start)) && IsOneOf(start, end, Words.Openings))
        {
            return true;
        }

        var (identifier, digits) = (NameEnd(start, end), CountDigits(start, end));
        if (identifier == start)
        {
            return digits == end - start && digits < 4;
        }

        var next = Letter(identifier);
        if (identifier < end)
        {
            return next is '(' or '[' or '?'
                || (next is '-' or '=' && Letter(identifier + 1) == '>')
                || (next == ':' && Letter(identifier + 1) == ':')
                || (next == '!' && identifier + 1 == end && (IsOneOf(start, identifier, Words.Nothing) || IsOneOf(start, identifier, Words.Types)))
                || (next == '.' && DottedEnd(identifier, end) is var dotted and > 0 && CountDigits(start, dotted) == 0);
        }

        if (digits > 0 || context.Flag)
        {
            return digits == 0 && !context.Colon && !NameInside(start, end).IsNone;
        }

        var compound = HasHump(start, end);
        var loose = context.Spaced || (context.Colon && Glyphs.Blank.Is(Letter(start - 1)));
        return (compound && (loose || !NameInside(start, end).IsNone)) || (context.Spaced && next is ';' or ',' or ')');
    }

    private readonly SecretName NameInside(int start, int end)
    {
        Span<char> name = stackalloc char[SecretNames.MaxLength];
        if (end - start > name.Length)
        {
            return default;
        }

        for (var i = start; i < end; i++)
        {
            name[i - start] = (char)Letter(i);
        }

        return _plan.Names.Classify(name[..(end - start)]);
    }

    private readonly int NameEnd(int start, int end)
    {
        var at = start;
        while (at < end && (Glyphs.Word.Is(Letter(at)) || Letter(at) == '_') && !(at == start && Glyphs.Digit.Is(Letter(at))))
        {
            at++;
        }

        return at;
    }

    // Where a.b.c ends, at the end or before a call; or 0. Digits in what is passed say nothing.
    private readonly int DottedEnd(int at, int end)
    {
        while (at < end && Letter(at) == '.')
        {
            var next = NameEnd(at + 1, end);
            if (next == at + 1)
            {
                return 0;
            }

            at = next;
        }

        return at == end || Letter(at) is '(' or '[' or '?' or '!' ? at : 0;
    }

    private readonly bool HasHump(int start, int end)
    {
        for (var i = start + 1; i < end; i++)
        {
            if (Letter(i) == '_' || (Glyphs.Upper.Is(Letter(i)) && Glyphs.Lower.Is(Letter(i - 1))))
            {
                return true;
            }
        }

        return false;
    }

    private readonly int CountDigits(int start, int end)
    {
        var digits = 0;
        for (var i = start; i < Math.Min(end, start + 64); i++)
        {
            digits += Glyphs.Digit.Is(Letter(i)) ? 1 : 0;
        }

        return digits;
    }
}
