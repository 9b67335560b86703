using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace TrainForge.Conversations;

/// <summary>
/// Texts of ASCII as JSON strings, in the very bytes the class library's relaxed encoder gives. Recording spends most of its
/// JSON on them, and in a test process the encoder's own search runs unoptimised for thousands of calls; this one is compiled in full
/// at once.
/// </summary>
internal static class AsciiJson
{
    // Up to here a text is quoted on the stack.
    private const int Short = 128;

    public static void Write(Utf8JsonWriter json, JsonEncodedText name, string text)
    {
        if (text.Length < Short)
        {
            WriteShort(json, name, text);
            return;
        }

        var quoted = ArrayPool<byte>.Shared.Rent(text.Length + (text.Length / 8) + Short);
        try
        {
            if (TryQuote(text, quoted, out var length))
            {
                json.WritePropertyName(name);
                json.WriteRawValue(quoted.AsSpan(0, length), skipInputValidation: true);
            }
            else
            {
                json.WriteString(name, text);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(quoted);
        }
    }

    private static void WriteShort(Utf8JsonWriter json, JsonEncodedText name, string text)
    {
        Span<byte> quoted = stackalloc byte[Short + 64];
        if (TryQuote(text, quoted, out var length))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(quoted[..length], skipInputValidation: true);
        }
        else
        {
            json.WriteString(name, text);
        }
    }

    /// <summary>False for a text that is not all ASCII, or grows beyond the target by its escapes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryQuote(string text, Span<byte> target, out int length)
    {
        var from = MemoryMarshal.Cast<char, ushort>(text.AsSpan());
        var (read, written) = (0, 0);
        length = 0;
        if (target.Length < 2)
        {
            return false;
        }

        target[written++] = (byte)'"';
        while (read < from.Length)
        {
            while (Vector128.IsHardwareAccelerated && read <= from.Length - 16 && written <= target.Length - 16)
            {
                var (first, second) = (Vector128.Create(from.Slice(read, 8)), Vector128.Create(from.Slice(read + 8, 8)));
                Vector128.Narrow(first, second).CopyTo(target[written..]);
                var special = (uint)Special(first).ExtractMostSignificantBits() | ((uint)Special(second).ExtractMostSignificantBits() << 8);
                var plain = special == 0 ? 16 : BitOperations.TrailingZeroCount(special);
                read += plain;
                written += plain;
                if (plain < 16)
                {
                    break;
                }
            }

            if (read == from.Length)
            {
                break;
            }

            // The longest escape and the closing quote.
            if (written + 7 > target.Length || from[read] > 0x7F)
            {
                return false;
            }

            written += Escape((byte)from[read++], target[written..]);
        }

        if (written == target.Length)
        {
            return false;
        }

        target[written++] = (byte)'"';
        length = written;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Special(Vector128<ushort> block) =>
        Vector128.LessThan(block, Vector128.Create((ushort)0x20))
        | Vector128.GreaterThan(block, Vector128.Create((ushort)0x7E))
        | Vector128.Equals(block, Vector128.Create((ushort)'"'))
        | Vector128.Equals(block, Vector128.Create((ushort)'\\'));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Escape(byte code, Span<byte> target)
    {
        var letter = code switch
        {
            (byte)'\n' => 'n',
            (byte)'\r' => 'r',
            (byte)'\t' => 't',
            (byte)'\b' => 'b',
            (byte)'\f' => 'f',
            (byte)'"' => '"',
            (byte)'\\' => '\\',
            _ => '\0',
        };
        if (letter == '\0' && code is >= 0x20 and < 0x7F)
        {
            target[0] = code;
            return 1;
        }

        target[0] = (byte)'\\';
        if (letter != '\0')
        {
            target[1] = (byte)letter;
            return 2;
        }

        "u00"u8.CopyTo(target[1..]);
        target[4] = Digit(code >> 4);
        target[5] = Digit(code & 15);
        return 6;
    }

    private static byte Digit(int value) => (byte)"0123456789ABCDEF"[value];
}
