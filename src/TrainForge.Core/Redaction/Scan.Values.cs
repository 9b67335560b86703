namespace TrainForge.Redaction;

/// <summary>Where a secret value begins and ends, in quotes and without.</summary>
internal ref partial struct Scan<T>
{
    private int Value(int at, ValueContext context)
    {
        var start = at;
        while (start - at < 4 * MaxBlanks && (Glyphs.Blank.Is(Letter(start)) || (context.KeyQuoted && Glyphs.LineEnd.Is(Letter(start)))))
        {
            start++;
        }

        var quote = start;
        while (Letter(quote) == '\\' && Letter(quote + 1) == '\\' && quote - start < MaxBlanks)
        {
            quote++;
        }

        if (EncodedValue(quote, context) is { } encoded)
        {
            return encoded;
        }

        quote = start;
        if (Letter(quote) is '@' or '$' or 'f' or 'r' or 'b' or 'u' && Glyphs.Quote.Is(Letter(quote + 1)))
        {
            quote++; // C# and Python string prefixes
        }

        while (Letter(quote) == '\\' && quote - start < MaxBlanks)
        {
            quote++;
        }

        if (Glyphs.Quote.Is(Letter(quote)))
        {
            if (quote == start && context is { Colon: true, KeyQuoted: false } && ClosesPrompt(at, quote))
            {
                return 0;
            }

            return Quoted(quote, quote - start, context);
        }

        return context.Arrow ? 0 : Unquoted(start, context);
    }

    // getpass("Your password: "): the quote behind the name ends the text that the name stands in.
    private readonly bool ClosesPrompt(int colon, int quote)
    {
        if (Letter(quote + 1) is not (-1 or ')' or ',' or ';' or '+' or ']' or '}' or ' ' or '\n' or '\r'))
        {
            return false;
        }

        var open = colon - 1;
        while (colon - open < SecretNames.MaxLength && (Glyphs.Name.Is(Before(open)) || Before(open) == ' '))
        {
            open--;
        }

        return Before(open) == Letter(quote) && Glyphs.Letter.Is(Letter(open)) && Before(open - 1) is -1 or '(' or ',' or '=' or '[' or '{' or ':' or ' ' or '\n';
    }

    // Slashes is how many backslashes stand before the opening quote: so many, or fewer, stand before the closing one.
    private int Quoted(int open, int slashes, ValueContext context)
    {
        slashes = Letter(open - 1) == '\\' ? slashes : 0;
        var quote = Letter(open);
        var run = 0;
        var at = open + 1;
        for (; at < _text.Length; at++)
        {
            var c = Letter(at);
            if (c is '\n' or '\r')
            {
                break;
            }

            if (c == quote && (slashes == 0 ? run % 2 == 0 : run <= slashes))
            {
                break;
            }

            run = c == '\\' ? run + 1 : 0;
        }

        var end = Letter(at) == quote ? at - (slashes == 0 ? 0 : run) : at;
        return Judge(open + 1, Math.Max(end, open + 1), context, quotedValue: true);
    }

    private int Unquoted(int start, ValueContext context)
    {
        var first = Letter(start);
        if (first is '|' or '>' && context.Colon && BlockStart(start + 1) is var block and > 0)
        {
            return Judge(block, BlockEnd(block), context with { KeyQuoted = true }, quotedValue: true);
        }

        if (first is -1 or '{' or '(' or '<' or '>' or ')' or '}' or ']' or ',' or ';' or '|' or '\\' || Glyphs.Space.Is(first) || (first == '[' && !Has(start, Marker.Opening)) || (first == '$' && Letter(start + 1) is '{' or '('))
        {
            return 0;
        }

        if (context.Name.Kind == SecretKind.Authorization || (context.Name.Kind == SecretKind.Cookie && context.Colon))
        {
            return Header(start, context);
        }

        return Judge(start, Trimmed(start, UnquotedEnd(start, context.InQuery)), context, quotedValue: false);
    }

    // 'password: |' and its value on the lines below, further in: where that begins, or 0.
    private readonly int BlockStart(int at)
    {
        while (Letter(at) is '+' or '-' || Glyphs.Digit.Is(Letter(at)))
        {
            at++;
        }

        at = RunEnd(at, Glyphs.Blank);
        at += Letter(at) == '\r' ? 1 : 0;
        var start = RunEnd(at + 1, Glyphs.Blank);
        return Letter(at) == '\n' && start > at + 1 && Letter(start) is not ('\n' or '\r' or -1) ? start : 0;
    }

    private readonly int BlockEnd(int start)
    {
        var indent = 0;
        while (Glyphs.Blank.Is(Letter(start - indent - 1)))
        {
            indent++;
        }

        var end = LineBreakAt(start);
        for (var line = end; line - start < MaxBlock && Letter(line) is '\n' or '\r'; line = LineBreakAt(line))
        {
            line = RunEnd(line, Glyphs.LineEnd);
            if (RunEnd(line, Glyphs.Blank) - line < indent)
            {
                break;
            }

            end = LineBreakAt(line);
        }

        return end;
    }

    // The key of a service account is a third of it.
    private const int MaxBlock = 8192;

    private readonly int LineBreakAt(int at)
    {
        while (at < _text.Length && Letter(at) is not ('\n' or '\r'))
        {
            at++;
        }

        return at;
    }

    private int UnquotedEnd(int start, bool inQuery)
    {
        if (start < _runFrom || start >= _runEnd)
        {
            _runFrom = start;
            _runEnd = start;
            while (IsUnquoted(Letter(_runEnd)))
            {
                _runEnd++;
            }
        }

        // Bounded: a value longer than this is taken with what hangs on it.
        for (var i = start; i < Math.Min(_runEnd, start + MaxFormValue); i++)
        {
            if (Letter(i) == '&' && (inQuery || IsFormField(i + 1)))
            {
                return i;
            }
        }

        return _runEnd;
    }

    private const int MaxFormValue = 128;

    // The '&' of 'secret=x&grant=y' is a separator, that of 'secret=x&y' belongs to the secret.
    private readonly bool IsFormField(int at)
    {
        var end = at;
        while (end - at < 40 && Glyphs.Name.Is(Letter(end)))
        {
            end++;
        }

        return end > at && Letter(end) == '=';
    }

    private static bool IsUnquoted(int c) => c > ' ' && c is not ('"' or '\'' or '`' or ';' or ',' or '<' or '>' or '|' or '\\');

    private readonly int Trimmed(int start, int end)
    {
        if (Has(start, Marker.Opening))
        {
            return end;
        }

        while (end > start && Letter(end - 1) is ')' or ']' or '}' or '.')
        {
            end--;
        }

        return end;
    }

    // Authorization: Bearer x. The scheme teaches what a request looks like and is kept; a cookie list goes as a whole.
    private int Header(int start, ValueContext context)
    {
        if (context.Name.Kind == SecretKind.Cookie)
        {
            return HasLetter(start, Math.Min(LineEnd(start, MaxCookieName), _text.Length), '=')
                ? Judge(start, LineEnd(start, int.MaxValue), context with { KeyQuoted = true }, quotedValue: true)
                : 0;
        }

        var scheme = SchemeEnd(start, Math.Min(_text.Length, start + MaxCookieName)) - 1;
        if (scheme < start)
        {
            return Judge(start, Trimmed(start, UnquotedEnd(start, inQuery: false)), context with { Name = new SecretName(SecretKind.Weak, RedactionClass.Secret) }, quotedValue: false);
        }

        // A digest is a list, and so is a signature of Amazon's; everything else is one word.
        var isList = HasIgnoringCase(start, "digest ") || HasIgnoringCase(start, "aws4");
        var end = isList ? LineEnd(scheme, int.MaxValue) : Trimmed(scheme + 1, UnquotedEnd(scheme + 1, inQuery: false));
        return Judge(scheme + 1, end, context with { Name = new SecretName(SecretKind.Strong, SchemeClass(start)) }, quotedValue: isList);
    }

    private const int MaxCookieName = 128;

    private readonly int LineEnd(int start, int most)
    {
        var end = start;
        while (end < _text.Length && end - start < most && Letter(end) is not ('\n' or '\r' or '"' or '\'' or '`' or '\\'))
        {
            end++;
        }

        return end;
    }

    private readonly RedactionClass SchemeClass(int start) =>
        HasIgnoringCase(start, "bearer") ? RedactionClass.Bearer : HasIgnoringCase(start, "basic") ? RedactionClass.Basic : RedactionClass.Secret;

    private readonly bool HasLetter(int start, int end, char letter)
    {
        for (var i = start; i < end; i++)
        {
            if (Letter(i) == letter)
            {
                return true;
            }
        }

        return false;
    }
}
