using System.Runtime.CompilerServices;
using System.Buffers;
using System.Text.Json;

namespace TrainForge.Redaction;

/// <summary>
/// Redacts one JSON value leaf by leaf, in place: bytes that hold no secret are copied, so numbers, order and white space stay
/// as they were written.
/// </summary>
internal static class JsonWalk
{
    public const int MaxDepth = 256;

    // A string in a string in a string: three levels of serialization occur, hostile files have more. Beyond, it is text.
    public const int MaxNesting = 4;

    private const int MaxPasses = 16;

    public static bool Redact(ReadOnlySpan<byte> json, ScanPlan plan, IBufferWriter<byte> output, RedactionCounts counts) =>
        Redact(json, plan, output, counts, nesting: 0) ?? FixedPoint.Of(json, plan, output, counts);

    /// <summary>Null when it is not JSON, or deeper than allowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool? Redact(ReadOnlySpan<byte> json, ScanPlan plan, IBufferWriter<byte> output, RedactionCounts counts, int nesting, JsonLook? look = null)
    {
        var current = json;
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var found = new RedactionCounts(); // what fails to parse is counted as text instead
            using var pen = new JsonPen(current, plan, found, nesting, look);
            try
            {
                pen.Walk();
            }
            catch (Exception e) when (pass == 0 && e is (JsonException or InvalidOperationException))
            {
                // The second is what a string with half a letter in it gets: well-formed, and yet no text.
                return null;
            }

            counts.Add(found);
            if (pen.Edits is null)
            {
                if (pass > 0)
                {
                    output.Write(current);
                }

                return pass > 0;
            }

            current = Apply(current, pen.Edits);
        }

        throw new InvalidOperationException("No fixed point.");
    }

    /// <summary>Whether a string is worth parsing. Failing to parse is slow, and prose in brackets is frequent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool MayBeJson(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        if (text.Length < 2 || (text[0], text[^1]) is not (((byte)'{', (byte)'}') or ((byte)'[', (byte)']')))
        {
            return false;
        }

        var next = text[1..].TrimStart(" \t\r\n"u8)[0];
        return text[0] == '{' ? next is (byte)'"' or (byte)'}' : next is (byte)'{' or (byte)'[' or (byte)']' or (byte)'"' or (byte)'-' || Glyphs.Digit.Is(next) || next is (byte)'t' or (byte)'f' or (byte)'n';
    }

    /// <summary>The same question on UTF-16. Only ASCII decides, so both give one answer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool MayBeJson(ReadOnlySpan<char> text)
    {
        // Nearly all texts are told by their first letter.
        if (text.IsEmpty || text[0] is not ('{' or '[' or ' ' or '\t' or '\r' or '\n'))
        {
            return false;
        }

        text = text.Trim(" \t\r\n");
        return text.Length >= 2
            && ((text[0], text[^1]) is ('{', '}') or ('[', ']'))
            && MayBeJson([(byte)text[0], (byte)Math.Min(text[1..].TrimStart(" \t\r\n")[0], (char)127), (byte)text[^1]]);
    }

    private static ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> json, List<JsonEdit> edits)
    {
        edits.Sort((a, b) => a.Start.CompareTo(b.Start)); // a name found after its value edits backwards
        var result = new ArrayBufferWriter<byte>(json.Length + 64);
        var from = 0;
        foreach (var edit in edits)
        {
            result.Write(json[from..edit.Start]);
            result.Write(edit.Text);
            from = edit.End;
        }

        result.Write(json[from..]);
        return result.WrittenSpan;
    }
}

/// <summary>What takes the place of a range of bytes: already JSON, quotes included.</summary>
internal readonly record struct JsonEdit(int Start, int End, byte[] Text);
