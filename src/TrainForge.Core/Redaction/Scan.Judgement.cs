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
            _ => quotedValue ? (context.KeyQuoted ? !IsOneOf(start, end, Words.Names) : !IsLabel(start, end)) : !IsCode(start, end, context),
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
            if (HasIgnoringCase(start, scheme) && start + scheme.Length <= end)
            {
                return start + scheme.Length;
            }
        }

        return start;
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
}
