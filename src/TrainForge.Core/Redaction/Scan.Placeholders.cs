namespace TrainForge.Redaction;

/// <summary>What stands for a value: a marker of ours, a variable, a reference to where it lies.</summary>
internal ref partial struct Scan<T>
{
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

        return IsOneOf(start, end, Words.Nothing) || (HasIgnoringCase(start, "your") && Letter(start + 4) is '-' or '_' or ' ') || IsReference(start, end);
    }

    private readonly bool IsReference(int start, int end)
    {
        foreach (var begin in Words.References)
        {
            if (HasIgnoringCase(start, begin))
            {
                return true;
            }
        }

        return HasIgnoringCase(start, "vault:") && HasLetter(start, Math.Min(end, start + MaxFormValue), '#');
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
}
