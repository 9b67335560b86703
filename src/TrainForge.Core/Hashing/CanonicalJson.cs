using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using TrainForge.Diagnostics;

namespace TrainForge.Hashing;

/// <summary>
/// The one way to write a JSON value: keys in ordinal order (of UTF-16 units), no white space, the least escaping, numbers kept
/// digit for digit as they were written (1.0 is not 1; big integers stay whole). Two texts that differ only in white space,
/// key order or escaping give the same bytes, so a hash of them is a hash of the value.
/// Reading is strict: one value, valid UTF-8, no key twice, bounded depth and size.
/// Half of a surrogate pair, which JSON can say and UTF-8 cannot, stays the escape it was (\ud800, lower case).
/// </summary>
public static class CanonicalJson
{
    public static string Of(string json) => Encoding.UTF8.GetString(Of(Bytes(json), file: "", JsonLimits.Default));

    public static byte[] Of(ReadOnlySpan<byte> utf8) => Of(utf8, file: "", JsonLimits.Default);

    public static string Of(JsonElement value) => Of(value.GetRawText());

    /// <param name="file">Where the text is from, for diagnostics; empty when from no file.</param>
    public static byte[] Of(ReadOnlySpan<byte> utf8, string file, JsonLimits limits)
    {
        if (utf8.Length > limits.Bytes)
        {
            throw new TrainForgeException(Rules.JsonTooLarge.At(new SourcePoint(file), utf8.Length, "bytes long", limits.Bytes));
        }

        if (!Utf8.IsValid(utf8))
        {
            throw JsonFault.NotUtf8(utf8, file);
        }

        var depth = Math.Clamp(limits.Depth, 1, JsonLimits.GreatestDepth);
        var output = new ByteBuffer(utf8.Length);

        // One level more than allowed: going too deep is our error with its own words, not the reader's.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = depth + 1 });
        try
        {
            reader.Read();
            new CanonicalWriter(output, file, depth).Value(ref reader, utf8);
            reader.Read();
        }
        catch (JsonException e)
        {
            throw JsonFault.NotUnderstood(e, file);
        }

        return output.Span.ToArray();
    }

    // A half pair in the text itself, not as an escape, is written as the escape it would have been.
    private static byte[] Bytes(string json)
    {
        if (IsWhole(json))
        {
            return Encoding.UTF8.GetBytes(json);
        }

        var escaped = new StringBuilder(json.Length + 16);
        for (var i = 0; i < json.Length; i++)
        {
            if (Rune.TryGetRuneAt(json, i, out var rune))
            {
                escaped.Append(rune);
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                escaped.Append("\\u").Append(((int)json[i]).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return Encoding.UTF8.GetBytes(escaped.ToString());
    }

    private static bool IsWhole(string json)
    {
        for (var i = 0; i < json.Length; i++)
        {
            if (char.IsSurrogate(json[i]))
            {
                if (!Rune.TryGetRuneAt(json, i, out _))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }
}
