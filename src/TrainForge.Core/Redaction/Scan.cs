using System.Runtime.CompilerServices;

namespace TrainForge.Redaction;

/// <summary>
/// One pass over one text, on UTF-16 or on UTF-8. It hops from trigger to trigger and asks there whether a pattern surrounds it.
/// </summary>
/// <remarks>
/// Linear by construction, and every new pattern must keep to it: looking back stops at the last trigger of its own kind or
/// after a fixed distance; looking ahead is either bounded, or what it walked over is consumed or remembered in a run cache.
/// No backtracking, no regular expressions.
/// </remarks>
internal ref partial struct Scan<T>(ReadOnlySpan<T> text, ScanPlan plan)
    where T : unmanaged, IEquatable<T>
{
    private readonly ReadOnlySpan<T> _text = text;
    private readonly ScanPlan _plan = plan;

    // Everything before it is settled; looking back never goes past it, and it counts as a boundary.
    private int _done;

    // A scan of one value, to learn its class.
    private bool _inner;

    // An unquoted value ends where the last one was found to end, when it lies in the same run: each run is walked once.
    private int _runFrom;
    private int _runEnd;

    // The first end of a key block at or behind the one is at the other: each is looked for once.
    private int _closeFrom = int.MaxValue;
    private int _close;

    /// <summary>In the order of the text, without overlaps. Null when the text is clean.</summary>
    public List<Match>? Matches { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run()
    {
        for (var position = Next(0); position >= 0; position = Next(position))
        {
            position = Math.Max(Examine(position), position + 1);
        }
    }

    private readonly int Next(int position) => typeof(T) == typeof(byte)
        ? _plan.Triggers.Sift.Next(Cast<byte>(_text), position)
        : _plan.Triggers.Sift.Next(Cast<char>(_text), position);

    // Returns where to go on: the end of what was found, or anything up to the trigger itself for "nothing here".
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Examine(int at)
    {
        var letter = Letter(at);
        if (_plan.Prefixes.Length > 0 && Custom(at, letter) is var custom and > 0)
        {
            return custom;
        }

        switch (letter)
        {
            case '-':
                return Dash(at);
            case '_':
                return Prefixed(at);
            case '=':
                return Assigned(at);
            case ':':
                return Colon(at);
            case '/':
                return Slash(at);
            case '@':
                return Mail(at, 1);
            case '%':
                return Encoded(at);
            case '$':
                return Shell(at);
            case '.':
                return Dot(at);
            case '>':
                return Element(at);
            case 'A' or 'K' or 'J' or 'B' or 'b' or '~':
                return Lettered(at);
            case '+' or '(':
                return Phone(at);
            default:
                return Number(at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Dash(int at)
    {
        var end = Prefixed(at);
        end = end > 0 ? end : OpenAI(at);
        end = end > 0 ? end : Letter(at + 1) == '-' ? PrivateKey(at) : SocialSecurity(at);
        end = end > 0 ? end : ProjectFolder(at);
        end = end > 0 || Letter(at + 1) != 's' ? end : UserSecret(at);
        return end > 0 ? end : Flag(at);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Colon(int at)
    {
        if (Letter(at + 1) is '/' or '\\' && Glyphs.Letter.Is(Before(at)) && WindowsHome(at) is var home and > 0)
        {
            return home;
        }

        if (Letter(at + 1) == '/' && Letter(at + 2) == '/')
        {
            return Address(at);
        }

        var end = Glyphs.Digit.Is(Before(at)) ? Telegram(at) : 0;
        return end > 0 ? end : Assigned(at);
    }

    private static ReadOnlySpan<TOther> Cast<TOther>(ReadOnlySpan<T> span)
        where TOther : unmanaged => System.Runtime.InteropServices.MemoryMarshal.Cast<T, TOther>(span);

    /// <summary>The code unit at an index, or -1 outside the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Letter(int at)
    {
        if ((uint)at >= (uint)_text.Length)
        {
            return -1;
        }

        return typeof(T) == typeof(byte) ? Unsafe.BitCast<T, byte>(_text[at]) : Unsafe.BitCast<T, char>(_text[at]);
    }

    /// <summary>The code unit before an index, or -1 where settled text begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Before(int at) => at <= _done ? -1 : Letter(at - 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool Has(int at, string literal)
    {
        if (at < 0 || _text.Length - at < literal.Length)
        {
            return false;
        }

        for (var i = 0; i < literal.Length; i++)
        {
            if (Letter(at + i) != literal[i])
            {
                return false;
            }
        }

        return true;
    }

    // Literal must be lower case.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool HasIgnoringCase(int at, string literal)
    {
        if (at < 0 || _text.Length - at < literal.Length)
        {
            return false;
        }

        for (var i = 0; i < literal.Length; i++)
        {
            var c = Letter(at + i);
            if ((Glyphs.Upper.Is(c) ? c | 0x20 : c) != literal[i])
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int RunEnd(int from, Glyphs kinds)
    {
        while (kinds.Is(Letter(from)))
        {
            from++;
        }

        return from;
    }

    // Returns the end of the match, or 0 when its class is switched off or the value is one to keep.
    private int Take(int start, int end, RedactionClass value)
    {
        if (start < _done || end <= start || !_plan.On(value) || (_plan.KeepsAny && _plan.Keeps(Text(start, end))))
        {
            return 0;
        }

        (Matches ??= []).Add(new Match(start, end, value));
        _done = end;
        return end;
    }

    private readonly string Text(int start, int end) => typeof(T) == typeof(byte)
        ? System.Text.Encoding.UTF8.GetString(Cast<byte>(_text[start..end]))
        : Cast<char>(_text[start..end]).ToString();
}
