using System.Runtime.CompilerServices;

namespace TrainForge.Redaction;

/// <summary>Values that lead to a person or a private network.</summary>
internal ref partial struct Scan<T>
{
    private const int MaxLocalPart = 128;
    private const int MaxDomain = 253;

    // At '@', or at the '%' of '%40'.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Mail(int at, int width)
    {
        var start = at;
        while (at - start < MaxLocalPart && (Glyphs.Mail.Is(Before(start)) || Before(start) > 127))
        {
            start--;
        }

        start = AfterEscape(start, at);
        while (start < at && Letter(start) is '.' or '-' or '%')
        {
            start++;
        }

        if (start == at || (at - start == 3 && Has(start, "git")))
        {
            return 0;
        }

        var end = DomainEnd(at + width);
        return end == 0 || IsCodeMark(start, at, at + width, end) || (_plan.KeepPlaceholderEmails && IsPlaceholderDomain(at + width, end)) ? 0 : Take(start, end, RedactionClass.Email);
    }

    // this@MainActivity.context and return@forEach.let of Kotlin, class="row-@item.Kind" of Razor: names of code have capitals where
    // domains have none.
    private readonly bool IsCodeMark(int start, int at, int domain, int end)
    {
        var isLabel = (at - start) switch
        {
            4 => Has(start, "this"),
            5 => Has(start, "super") || Has(start, "break"),
            6 => Has(start, "return"),
            8 => Has(start, "continue"),
            _ => false,
        };
        var isCut = Letter(at - 1) is '-' or '_';
        return (isLabel && HasHump(domain, end)) || (isCut && Glyphs.Upper.Is(Letter(LastLabel(domain, end))));
    }

    private readonly int LastLabel(int start, int end)
    {
        while (end > start && Letter(end - 1) != '.')
        {
            end--;
        }

        return end;
    }

    // The letters of an escape are no part of a name: \nada@…, \u003cada@…, %3Cada@…
    private readonly int AfterEscape(int start, int at)
    {
        if (Before(start) == '\\')
        {
            return Letter(start) is 'u' && at - start > 5 && Glyphs.Hex.Is(Letter(start + 4)) ? start + 5 : Letter(start) is 'n' or 't' or 'r' && at - start > 1 ? start + 1 : start;
        }

        while (Letter(start) == '%' && Glyphs.Hex.Is(Letter(start + 1)) && Glyphs.Hex.Is(Letter(start + 2)) && start + 3 <= at)
        {
            start += 3;
        }

        return start;
    }

    // Labels with dots between them, the last of two letters or more that are no file's ending; or 0.
    private readonly int DomainEnd(int start)
    {
        var (end, lastDot) = (start, 0);
        while (end - start < MaxDomain && (Glyphs.Word.Is(Letter(end)) || Letter(end) is '-' or '.' or > 127))
        {
            if (Letter(end) == '.')
            {
                if (end == start || !(Glyphs.Word.Is(Letter(end + 1)) || Letter(end + 1) > 127))
                {
                    break;
                }

                lastDot = end;
            }

            end++;
        }

        var top = lastDot + 1;
        if (lastDot == 0 || end - top < 2 || IsOneOf(top, end, Words.FileEndings))
        {
            return 0;
        }

        var letters = top;
        while (letters < end && (Glyphs.Letter.Is(Letter(letters)) || Letter(letters) > 127))
        {
            letters++;
        }

        return letters == end || HasIgnoringCase(top, "xn--") ? end : letters - top >= 2 && !Glyphs.Word.Is(Letter(letters)) ? letters : 0;
    }

    // Names reserved for examples and tests: they belong to nobody.
    private readonly bool IsPlaceholderDomain(int start, int end)
    {
        foreach (var domain in (ReadOnlySpan<string>)["example.com", "example.org", "example.net", ".example", ".test", ".invalid", ".localhost"])
        {
            if (end - start >= domain.Length && HasIgnoringCase(end - domain.Length, domain) && (domain[0] == '.' || end - domain.Length == start || Letter(end - domain.Length - 1) == '.'))
            {
                return true;
            }
        }

        return false;
    }

    // At the first '-' of ddd-dd-dddd. The ranges that were never given out tell a number from any nine digits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SocialSecurity(int at)
    {
        var start = at - 3;
        if (Letter(at + 3) != '-' || start < _done || Before(start) is '-' or '.' or '_' or '/' || !IsBoundary(start))
        {
            return 0;
        }

        var (area, group, serial) = (Decimal(start, 3), Decimal(at + 1, 2), Decimal(at + 4, 4));
        var end = at + 8;
        var isWhole = !Glyphs.Word.Is(Letter(end)) && !(Letter(end) is '-' or '.' && Glyphs.Digit.Is(Letter(end + 1)));
        return isWhole && area is > 0 and not 666 and < 900 && group > 0 && serial > 0 ? Take(start, end, RedactionClass.SocialSecurityNumber) : 0;
    }

    private readonly int Decimal(int start, int length)
    {
        var value = 0;
        for (var i = start; i < start + length; i++)
        {
            if (!Glyphs.Digit.Is(Letter(i)))
            {
                return -1;
            }

            value = (value * 10) + Letter(i) - '0';
        }

        return value;
    }

    // At a digit. Walks past the whole run, so that a long number is looked at once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Number(int at)
    {
        if (Letter(at) == '2' && at - 2 >= _done && Has(at - 2, "oy") && Exactly(at - 2, at + 1, 43, Glyphs.Lower | Glyphs.Digit, RedactionClass.NuGet) is var key and > 0)
        {
            return key;
        }

        // The digits of an escape do not belong to the number after it.
        if ((Before(at) == 'u' && Before(at - 1) == '\\') || Before(at) == '%')
        {
            return at + (Before(at) == 'u' ? 4 : 2);
        }

        var runEnd = RunEnd(at, Glyphs.Digit);
        if (Before(at) is '.' or '-' or '_' || !IsBoundary(at))
        {
            return runEnd;
        }

        var end = _plan.On(RedactionClass.CreditCard) ? Card(at, runEnd) : 0;
        end = end == 0 && runEnd - at <= 3 && _plan.On(RedactionClass.PrivateAddress) ? PrivateAddress(at) : end;
        end = end == 0 && runEnd - at == 3 && _plan.On(RedactionClass.Phone) ? LocalPhone(at) : end;
        return end > 0 ? end : runEnd;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Card(int at, int runEnd)
    {
        if (runEnd - at != 4 && runEnd - at is < 14 or > 16)
        {
            return 0;
        }

        Span<byte> digits = stackalloc byte[16];
        var (count, end, separator) = (0, at, 0);
        while (count < 16 && Glyphs.Digit.Is(Letter(end)))
        {
            digits[count++] = (byte)(Letter(end++) - '0');
            if (Letter(end) is ' ' or '-' && Glyphs.Digit.Is(Letter(end + 1)) && (separator == 0 ? count == 4 : Letter(end) == separator && count is 8 or 10 or 12))
            {
                separator = Letter(end++);
            }
        }

        var isWhole = !Glyphs.Word.Is(Letter(end)) && Letter(end) != '_' && !(Letter(end) is '-' or '.' && Glyphs.Digit.Is(Letter(end + 1)));
        return isWhole && CardNumber.IsOne(digits[..count]) ? Take(at, end, RedactionClass.CreditCard) : 0;
    }

    private int PrivateAddress(int at)
    {
        Span<int> parts = stackalloc int[4];
        var end = at;
        for (var i = 0; i < 4; i++)
        {
            var next = Math.Min(RunEnd(end, Glyphs.Digit), end + 4);
            if (next == end || next - end > 3 || (i < 3 && Letter(next) != '.'))
            {
                return 0;
            }

            parts[i] = Decimal(end, next - end);
            end = i < 3 ? next + 1 : next;
        }

        var isPrivate = parts[0] == 10 || (parts[0] == 192 && parts[1] == 168) || (parts[0] == 172 && parts[1] is >= 16 and <= 31) || (parts[0] == 169 && parts[1] == 254);
        var isWhole = parts[1] < 256 && parts[2] < 256 && parts[3] < 256 && !Glyphs.Word.Is(Letter(end)) && !(Letter(end) == '.' && Glyphs.Digit.Is(Letter(end + 1)));
        return isPrivate && isWhole ? Take(at, end, RedactionClass.PrivateAddress) : 0;
    }

    // At '+' of an international number or '(' of an American one.
    private int Phone(int at)
    {
        if (!_plan.On(RedactionClass.Phone) || (Letter(at) == '(' && !(Decimal(at + 1, 3) > 0 && Letter(at + 4) == ')')) || Glyphs.Word.Is(Before(at)))
        {
            return 0;
        }

        var (end, digits, last) = (at + 1, 0, 0);
        for (; end - at < 24; end++)
        {
            if (Glyphs.Digit.Is(Letter(end)))
            {
                digits++;
                last = end + 1;
            }
            else if (Letter(end) is not (' ' or '-' or '.' or '(' or ')'))
            {
                break;
            }
        }

        return digits is >= 8 and <= 15 || (digits == 10 && Letter(at) == '(') ? Take(at, last, RedactionClass.Phone) : 0;
    }

    private int LocalPhone(int at) =>
        Letter(at + 3) is '-' or '.' or ' ' && Letter(at + 7) == Letter(at + 3) && Decimal(at, 3) >= 200 && Decimal(at + 4, 3) >= 200 && Decimal(at + 8, 4) >= 0 && !Glyphs.Word.Is(Letter(at + 12))
            ? Take(at, at + 12, RedactionClass.Phone)
            : 0;
}
