using System.Runtime.CompilerServices;

namespace TrainForge.Redaction;

/// <summary>Values that are secret because of the name before them: password=x, "api_key": "x", --token x, &lt;Password&gt;x&lt;.</summary>
internal ref partial struct Scan<T>
{
    private const int MaxBlanks = 16;

    // At '=' or ':'.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Assigned(int at)
    {
        var next = Letter(at + 1);
        var before = Before(at);
        if (next == Letter(at) || next is '~' || before is '!' or '<' or '>' or '=' or '+' or '*' or '^' or '|')
        {
            return 0;
        }

        // The usual case in serialized data, dismissed early: "name": with a name that ends like no secret's.
        if (before == '"' && Glyphs.Letter.Is(Letter(at - 2)) && !_plan.Names.MayEndIn(Letter(at - 3), Letter(at - 2)) && !IsXmlValue(at))
        {
            return 0;
        }

        var name = NameBefore(before == ':' ? at - 1 : at, out var keyQuoted, out var loud);
        if (name.IsNone && Letter(at) == '=' && TypeColon(at) is var colon and > 0)
        {
            name = NameBefore(colon, out keyQuoted, out loud);
        }

        if (name.IsNone)
        {
            return IsXmlValue(at) ? XmlAttribute(at) : 0;
        }

        var value = at + (Letter(at) == '=' && next == '>' ? 2 : 1);
        var context = new ValueContext(name, keyQuoted, loud, Spaced: Glyphs.Blank.Is(before), InQuery: IsQuery(at), Arrow: value > at + 1, Colon: Letter(at) == ':');
        return Value(value, context);
    }

    /// <summary>The name that ends before an index, past blanks, quotes and a closing index bracket.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly SecretName NameBefore(int at, out bool quoted, out bool loud)
    {
        (quoted, loud) = (false, false);
        var end = at;
        for (var i = 0; i < MaxBlanks && Glyphs.Blank.Is(Before(end)); i++)
        {
            end--;
        }

        if (Before(end) == ']' && Glyphs.Quote.Is(Before(end - 1)))
        {
            end--;
        }

        while (Glyphs.Quote.Is(Before(end)) && at - end < 2 * MaxBlanks)
        {
            quoted = true;
            for (end--; Before(end) == '\\' && at - end < 2 * MaxBlanks;)
            {
                end--;
            }
        }

        if (!quoted && EncodedQuoteBefore(end) is var width and > 0)
        {
            quoted = true;
            for (end -= width; Before(end) == '\\' && at - end < 2 * MaxBlanks;)
            {
                end--;
            }
        }

        return NameEnding(end, quoted, out loud);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly SecretName NameEnding(int end, bool quoted, out bool loud)
    {
        loud = false;
        if (!_plan.Names.MayEndIn(Before(end - 1), Before(end)))
        {
            return default;
        }

        Span<char> name = stackalloc char[SecretNames.MaxLength];
        var start = end;
        var (lower, blanks) = (false, 0);
        while (end - start < name.Length)
        {
            var c = Before(start);
            if (c is ' ' && blanks == 0 && start < end && (quoted || IsSecondWord(start, end)))
            {
                blanks++;
            }
            else if (!Glyphs.Name.Is(c))
            {
                break;
            }

            lower |= Glyphs.Lower.Is(c);
            name[^(end - --start)] = (char)c;
        }

        if (start == end)
        {
            return default;
        }

        if (Before(start) == '\\' && Letter(start) is 'n' or 't' or 'r')
        {
            start++; // the letter of an escape
        }

        loud = !lower;
        return _plan.Names.Classify(name[^(end - start)..]);
    }

    // The colon in 'password: str = "x"', or 0.
    private readonly int TypeColon(int at)
    {
        if (!Glyphs.Blank.Is(Before(at)))
        {
            return 0;
        }

        var start = at - 1;
        while (at - start < MaxBlanks && Glyphs.Word.Is(Before(start)))
        {
            start--;
        }

        start -= Before(start) == ' ' ? 1 : 0;
        return start < at - 2 && Before(start) == ':' ? start - 1 : 0;
    }

    // 'API key: …', 'Connection string: …': names that people write as two words.
    private readonly bool IsSecondWord(int start, int end) => (end - start) switch
    {
        3 => HasIgnoringCase(start, "key"),
        5 => HasIgnoringCase(start, "token"),
        6 => HasIgnoringCase(start, "string") || HasIgnoringCase(start, "phrase"),
        _ => false,
    };

    private readonly bool IsQuery(int at)
    {
        for (var i = 0; i < SecretNames.MaxLength; i++, at--)
        {
            var c = Before(at);
            if (!Glyphs.Name.Is(c))
            {
                return c is '&' or '?';
            }
        }

        return false;
    }

    // At '>': <Password>x</Password>.
    private int Element(int at)
    {
        if (!_plan.Names.MayEndIn(Before(at - 1), Before(at)))
        {
            return 0;
        }

        var start = at;
        while (at - start < SecretNames.MaxLength && Glyphs.Name.Is(Before(start)))
        {
            start--;
        }

        if (Before(start) is not ('<' or ':') || start == at)
        {
            return 0;
        }

        var name = NameEnding(at, quoted: false, out _);
        if (name.IsNone)
        {
            return 0;
        }

        var end = at + 1;
        while (end < _text.Length && Letter(end) is not ('<' or '\n'))
        {
            end++;
        }

        return Has(end, "</") ? Judge(at + 1, end, new ValueContext(name, KeyQuoted: true), quotedValue: true) : 0;
    }

    private readonly bool IsXmlValue(int at) => Before(at) == 'e' && Glyphs.Quote.Is(Letter(at + 1)) && HasIgnoringCase(at - 5, "value");

    // <add key="ApiKey" value="x" />: the name stands in another attribute of the same tag.
    private int XmlAttribute(int at)
    {
        for (var i = at - 6; i > _done && at - i < 3 * SecretNames.MaxLength; i--)
        {
            var c = Letter(i);
            if (c is '<' or '>' or '\n')
            {
                return 0;
            }

            if (c == '=' && (HasIgnoringCase(i - 3, "key") || HasIgnoringCase(i - 4, "name")) && Glyphs.Quote.Is(Letter(i + 1)))
            {
                var end = RunEnd(i + 2, Glyphs.Name);
                var name = NameEnding(end, quoted: true, out _);
                return name.IsNone || end > at ? 0 : Value(at + 1, new ValueContext(name, KeyQuoted: true));
            }
        }

        return 0;
    }
}
