using System.Buffers;
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

    /// <summary>In the order of the text, without overlaps. Null when the text is clean.</summary>
    public List<Match>? Matches { get; private set; }

    public void Run()
    {
        var position = 0;
        while (true)
        {
            var hop = NextTrigger(_text[position..]);
            if (hop < 0)
            {
                return;
            }

            position = Math.Max(Examine(position + hop), position + hop + 1);
        }
    }

    // Returns where to go on: the end of what was found, or anything up to the trigger itself for "nothing here".
    private int Examine(int at)
    {
        var end = Letter(at) switch
        {
            '-' or '_' => Prefixed(at),
            _ => 0,
        };

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int NextTrigger(ReadOnlySpan<T> rest) => typeof(T) == typeof(byte)
        ? Cast<byte>(rest).IndexOfAny(_plan.Bytes)
        : Cast<char>(rest).IndexOfAny(_plan.Characters);

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
