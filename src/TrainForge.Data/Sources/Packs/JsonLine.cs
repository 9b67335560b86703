using System.Buffers;
using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Data.Sources.Packs;

/// <summary>Looks at a line of JSON without reading it: most lines need nothing done to them.</summary>
internal static class JsonLine
{
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(Space);

    /// <summary>What may stand between the tokens of JSON.</summary>
    public static ReadOnlySpan<byte> Space => " \t\r\n"u8;

    /// <exception cref="JsonException">It is not exactly one JSON value, too deep, or holds half a letter.</exception>
    public static void Require(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonText.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                JsonFields.Whole(ref reader);
            }
        }
    }

    /// <summary>An escape may spell anything, half a letter too; without one, what to look for can be searched as it is.</summary>
    public static bool MayHoldMedia(ReadOnlySpan<byte> json) =>
        json.IndexOf("\\u"u8) >= 0 || json.IndexOf(";base64,"u8) >= 0 || json.IndexOf("\"data\""u8) >= 0;

    /// <summary>The same without white space between its tokens: the line itself when there is none.</summary>
    /// <param name="room">Holds what comes back, until the next call.</param>
    public static ReadOnlyMemory<byte> Compact(ReadOnlyMemory<byte> line, ArrayBufferWriter<byte> room)
    {
        var json = line.Span;
        var from = 0;
        room.ResetWrittenCount();
        for (var at = 0; at < json.Length;)
        {
            var quote = json[at..].IndexOf((byte)'"');
            var outside = quote < 0 ? json[at..] : json.Slice(at, quote);
            for (int space; (space = outside.IndexOfAny(Blanks)) >= 0; outside = outside[(space + 1)..])
            {
                var place = at + (quote < 0 ? json.Length - at : quote) - outside.Length + space;
                room.Write(json[from..place]);
                from = place + 1;
            }

            at = quote < 0 ? json.Length : EndOfString(json, at + quote + 1);
        }

        if (from == 0)
        {
            return line;
        }

        room.Write(json[from..]);
        return room.WrittenMemory;
    }

    private static int EndOfString(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length)
        {
            var end = json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (end < 0)
            {
                return json.Length;
            }

            at += end + 1;
            if (json[at - 1] == '"')
            {
                return at;
            }

            at++; // what is escaped
        }

        return json.Length;
    }
}
