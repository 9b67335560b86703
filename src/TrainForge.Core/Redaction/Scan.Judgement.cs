namespace TrainForge.Redaction;

/// <summary>Whether what stands where a secret would stand is one, or code, prose, or a placeholder for it.</summary>
internal ref partial struct Scan<T>
{
    /// <summary>Judges the whole text as the value of a field.</summary>
    public void Field(SecretName name) => Judge(0, _text.Length, new ValueContext(name, KeyQuoted: true, Parsed: true), quotedValue: true);

    private int Judge(int start, int end, ValueContext context, bool quotedValue)
    {
        var name = context.Name;
        if (name.Kind == SecretKind.Authorization && SchemeEnd(start, end) is var scheme && scheme > start)
        {
            (name, start) = (name with { Class = SchemeClass(start) }, scheme);
        }

        if (end <= start || !_plan.On(name.Class) || IsMarker(start, end) || (!context.Parsed && IsPlaceholder(start, end)))
        {
            return 0;
        }

        var secret = name.Kind switch
        {
            SecretKind.Shape => LooksLikeToken(start, end, atLeast: 20),
            SecretKind.Signature => end - start >= 20 && LooksLikeToken(start, end, atLeast: 20),
            SecretKind.Directory when IsPath(start, end) => false,
            _ when !context.TakesAny => LooksLikeToken(start, end, atLeast: 8),
            _ => quotedValue ? context.KeyQuoted || !IsLabel(start, end) : !IsCode(start, end, context),
        };

        return secret ? Take(start, end, Specific(start, end, name.Class)) : 0;
    }

    // The vendor says more than the name of the field does. Once only: the value of a value is not asked again.
    private readonly RedactionClass Specific(int start, int end, RedactionClass otherwise)
    {
        if (_inner)
        {
            return otherwise;
        }

        var inner = new Scan<T>(_text[start..end], _plan) { _inner = true };
        inner.Run();
        return inner.Matches is [{ Start: 0 } only] && only.End == end - start && only.Class is < RedactionClass.Bearer or RedactionClass.Jwt or RedactionClass.PrivateKey
            ? only.Class
            : otherwise;
    }

    private readonly int SchemeEnd(int start, int end)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["bearer ", "basic ", "token ", "apikey ", "digest ", "negotiate ", "bot ", "aws4-hmac-sha256 "])
        {
            if (HasIgnoringCase(start, scheme) && start + scheme.Length < end)
            {
                return start + scheme.Length;
            }
        }

        return start;
    }

    // The marker alone. A marker with something behind it is not settled.
    private readonly bool IsMarker(int start, int end)
    {
        if (!Has(start, Marker.Opening) || Letter(end - 1) != ']')
        {
            return false;
        }

        for (var i = start + Marker.Opening.Length; i < end - 1; i++)
        {
            if (Letter(i) != '-' && !Glyphs.Lower.Is(Letter(i)))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool IsPlaceholder(int start, int end)
    {
        var (first, last) = (Letter(start), Letter(end - 1));
        if ((first == '<' && last == '>') || (first == '{' && last == '}') || (first == '$' && IsVariable(start + 1, end)))
        {
            return true;
        }

        if (first == '%' && end - start > 1 && (last == '%' || end - start == 2))
        {
            return true;
        }

        if (end - start > 2 && first is '*' or 'x' or 'X' or '.' or '-' or '_' or '#' or '?' && IsAll(start, end, first))
        {
            return true;
        }

        return IsOneOf(start, end, Words.Nothing) || (HasIgnoringCase(start, "your") && Letter(start + 4) is '-' or '_' or ' ');
    }

    // $NAME, ${…}, $(…)
    private readonly bool IsVariable(int start, int end)
    {
        if (Letter(start) is '{' or '(')
        {
            return Letter(end - 1) is '}' or ')';
        }

        for (var i = start; i < end; i++)
        {
            if (!Glyphs.Letter.Is(Letter(i)) && Letter(i) is not ('_' or ':'))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool IsAll(int start, int end, int letter)
    {
        for (var i = start; i < end; i++)
        {
            if (Letter(i) != letter)
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool IsOneOf(int start, int end, string[] words)
    {
        foreach (var word in words)
        {
            if (word.Length == end - start && HasIgnoringCase(start, word))
            {
                return true;
            }
        }

        return false;
    }

    // /srv/app, ~/x, ./x, C:\x, $HOME/x: where one works, not what one types.
    private readonly bool IsPath(int start, int end)
    {
        var first = Letter(start);
        if (Glyphs.Letter.Is(first) && Letter(start + 1) == ':')
        {
            return Letter(start + 2) is '\\' or '/' or -1;
        }

        if (first is '~' or '.' or '$')
        {
            return end - start == 1 || Letter(start + 1) is '/' or '.' or '\\' or '{' || first == '$';
        }

        return first is '/' or '\\' || HasLetter(start, end, '/');
    }

    /// <summary>Long enough, without blanks, of letters and digits both; no GUID, no date, no path or address.</summary>
    private readonly bool LooksLikeToken(int start, int end, int atLeast)
    {
        if (end - start < atLeast || Letter(start) is '/' or '.' or '~' || IsGuid(start, end))
        {
            return false;
        }

        // What the first hundred characters do not show, the rest will not: a bound for hostile runs.
        var (letters, digits, marks) = (0, 0, 0);
        for (var i = start; i < Math.Min(end, start + 100); i++)
        {
            var c = Letter(i);
            if (c <= ' ' || c is '(' or '[' or '{' or '<' or '"' || (c == ':' && Letter(i + 1) == '/'))
            {
                return false;
            }

            letters += Glyphs.Letter.Is(c) ? 1 : 0;
            digits += Glyphs.Digit.Is(c) ? 1 : 0;
            marks += c is '-' or '.' or '/' ? 1 : 0;
        }

        return letters > 0 && digits > 1 && (end - start >= 16 ? marks <= (end - start) / 6 : marks == 0);
    }

    private readonly bool IsGuid(int start, int end) =>
        end - start == 36 && Letter(start + 8) == '-' && Letter(start + 13) == '-' && Letter(start + 18) == '-' && Letter(start + 23) == '-';

    // password = "Enter your password", password = "password": what a person reads, or the name itself.
    private readonly bool IsLabel(int start, int end)
    {
        if (IsOneOf(start, end, Words.Names))
        {
            return true;
        }

        if (!HasLetter(start, end, ' '))
        {
            return false;
        }

        for (var i = start; i < end; i++)
        {
            if (i == start || Letter(i - 1) == ' ')
            {
                foreach (var word in Words.Labels)
                {
                    if (HasIgnoringCase(i, word))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

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

        var (identifier, digits) = (NameEnd(start, end), CountDigits(start, end));
        if (identifier == start)
        {
            return digits == end - start && digits < 4;
        }

        var next = Letter(identifier);
        if (identifier < end)
        {
            return next is '(' or '[' or '?' || (next is '-' or '=' && Letter(identifier + 1) == '>') || (next == ':' && Letter(identifier + 1) == ':') || (next == '.' && digits == 0 && IsDotted(identifier, end));
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

    private readonly bool IsDotted(int at, int end)
    {
        while (at < end && Letter(at) == '.')
        {
            var next = NameEnd(at + 1, end);
            if (next == at + 1)
            {
                return false;
            }

            at = next;
        }

        return at == end || Letter(at) is '(' or '[' or '?' or '!';
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
