using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TrainForge.Hashing;

/// <summary>Strings of JSON, read and written without losing half surrogate pairs, which the class library refuses to read.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> MustEscape =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    /// <summary>The string or property name the reader stands on. The text is known to be UTF-8, the escapes to be well formed.</summary>
    public static string Decode(ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return Encoding.UTF8.GetString(raw);
        }

        var text = new StringBuilder(raw.Length);
        while (raw.Length > 0)
        {
            var escape = raw.IndexOf((byte)'\\');
            if (escape < 0)
            {
                text.Append(Encoding.UTF8.GetString(raw));
                break;
            }

            text.Append(Encoding.UTF8.GetString(raw[..escape]));
            var (unit, length) = Unescape(raw[escape..]);
            text.Append(unit);
            raw = raw[(escape + length)..];
        }

        return text.ToString();
    }

    public static void Write(ByteBuffer output, string text)
    {
        output.Write((byte)'"');
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var whole = WholeLength(rest);
            WriteWhole(output, Encoding.UTF8.GetBytes(rest[..whole].ToString()));
            if (whole < rest.Length)
            {
                WriteUnit(output, rest[whole++]);
            }

            rest = rest[whole..];
        }

        output.Write((byte)'"');
    }

    private static (char Unit, int Length) Unescape(ReadOnlySpan<byte> escape) => escape[1] switch
    {
        (byte)'b' => ('\b', 2),
        (byte)'t' => ('\t', 2),
        (byte)'n' => ('\n', 2),
        (byte)'f' => ('\f', 2),
        (byte)'r' => ('\r', 2),
        (byte)'u' => ((char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), 6),
        var itself => ((char)itself, 2),
    };

    private static int WholeLength(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return i;
            }

            i++;
        }

        return text.Length;
    }

    private static void WriteWhole(ByteBuffer output, ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            var escape = utf8.IndexOfAny(MustEscape);
            if (escape < 0)
            {
                output.Write(utf8);
                return;
            }

            output.Write(utf8[..escape]);
            WriteEscape(output, utf8[escape]);
            utf8 = utf8[(escape + 1)..];
        }
    }

    private static void WriteEscape(ByteBuffer output, byte c)
    {
        switch (c)
        {
            case (byte)'"': output.Write("\\\""u8); break;
            case (byte)'\\': output.Write("\\\\"u8); break;
            case (byte)'\b': output.Write("\\b"u8); break;
            case (byte)'\t': output.Write("\\t"u8); break;
            case (byte)'\n': output.Write("\\n"u8); break;
            case (byte)'\f': output.Write("\\f"u8); break;
            case (byte)'\r': output.Write("\\r"u8); break;
            default: WriteUnit(output, (char)c); break;
        }
    }

    private static void WriteUnit(ByteBuffer output, char unit) =>
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}")));
}
