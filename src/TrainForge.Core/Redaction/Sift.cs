using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace TrainForge.Redaction;

/// <summary>
/// Finds the next place in UTF-8 where the scanner must look closer: a trigger between neighbours that make it plausible. Nearly all
/// of a scan's time is spent here, and in a test process all of it before the runtime has optimised anything: so this is compiled in
/// full at its first call and calls nothing that is not. The class library's own search would run unoptimised for thousands of calls.
/// </summary>
internal sealed class Sift
{
    // Triggers often stand close together, and a few steps are cheaper than a block.
    private const int NearBy = 12;

    private readonly uint[] _at = new uint[256];
    private readonly uint[] _before = new uint[256];
    private readonly uint[] _behind = new uint[256];
    private readonly uint _beforeStart;
    private readonly uint _behindEnd;

    // Of a code below 128, the low digit picks a byte and the high digit a bit in it.
    private readonly Vector128<byte> _columns;
    private static readonly Vector128<byte> Bits = Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <param name="at">Rules that a code triggers, with one more entry for all codes beyond ASCII.</param>
    /// <param name="before">Rules that allow a code before the trigger; the last entry also stands for the start of the text.</param>
    /// <param name="behind">The same for the code behind, and the end.</param>
    public Sift(ReadOnlySpan<uint> at, ReadOnlySpan<uint> before, ReadOnlySpan<uint> behind)
    {
        Span<byte> columns = stackalloc byte[16];
        for (var code = 0; code < 256; code++)
        {
            var row = Math.Min(code, Triggers.Other);
            (_at[code], _before[code], _behind[code]) = (at[row], before[row], behind[row]);
            if (_at[code] != 0)
            {
                columns[code & 15] |= (byte)(1 << (code >> 4));
            }
        }

        _columns = Vector128.Create<byte>(columns);
        (_beforeStart, _behindEnd) = (before[Triggers.Other], behind[Triggers.Other]);
    }

    /// <summary>The index of the next plausible trigger at or after <paramref name="position"/>, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Next(ReadOnlySpan<byte> text, int position)
    {
        while (true)
        {
            for (var near = Math.Min(position + NearBy, text.Length); position < near; position++)
            {
                var rules = _at[text[position]];
                if (rules != 0
                    && (rules & (position == 0 ? _beforeStart : _before[text[position - 1]]) & (position + 1 == text.Length ? _behindEnd : _behind[text[position + 1]])) != 0)
                {
                    return position;
                }
            }

            if (position >= text.Length)
            {
                return -1;
            }

            for (; CanHop && position <= text.Length - Vector128<byte>.Count; position += Vector128<byte>.Count)
            {
                if (Found(Vector128.Create(text.Slice(position, Vector128<byte>.Count))) is var found and not 0)
                {
                    position += BitOperations.TrailingZeroCount(found);
                    break;
                }
            }
        }
    }

    /// <summary>The same in UTF-16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Next(ReadOnlySpan<char> text, int position)
    {
        while (true)
        {
            for (var near = Math.Min(position + NearBy, text.Length); position < near; position++)
            {
                var rules = _at[Row(text[position])];
                if (rules != 0
                    && (rules & (position == 0 ? _beforeStart : _before[Row(text[position - 1])]) & (position + 1 == text.Length ? _behindEnd : _behind[Row(text[position + 1])])) != 0)
                {
                    return position;
                }
            }

            if (position >= text.Length)
            {
                return -1;
            }

            for (; CanHop && position <= text.Length - Vector128<byte>.Count; position += Vector128<byte>.Count)
            {
                if (Found(Narrow(MemoryMarshal.Cast<char, ushort>(text.Slice(position, Vector128<byte>.Count)))) is var found and not 0)
                {
                    position += BitOperations.TrailingZeroCount(found);
                    break;
                }
            }
        }
    }

    private static bool CanHop => Ssse3.IsSupported || AdvSimd.Arm64.IsSupported;

    private static int Row(char c) => Math.Min((int)c, Triggers.Other);

    // One bit for each code that triggers a rule.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Found(Vector128<byte> block)
    {
        var low = block & Vector128.Create((byte)15);
        var high = Vector128.ShiftRightLogical(block.AsUInt16(), 4).AsByte() & Vector128.Create((byte)15);
        var both = Ssse3.IsSupported
            ? Ssse3.Shuffle(_columns, low) & Ssse3.Shuffle(Bits, high)
            : AdvSimd.Arm64.VectorTableLookup(_columns, low) & AdvSimd.Arm64.VectorTableLookup(Bits, high);
        return ~Vector128.Equals(both, Vector128<byte>.Zero).ExtractMostSignificantBits() & 0xFFFF;
    }

    // What does not fit into a byte becomes 255: beyond ASCII all the same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Narrow(ReadOnlySpan<ushort> text)
    {
        var most = Vector128.Create((ushort)255);
        return Vector128.Narrow(Vector128.Min(Vector128.Create(text[..8]), most), Vector128.Min(Vector128.Create(text.Slice(8, 8)), most));
    }
}
