using System.Text.Json;

namespace TrainForge.Stashes;

/// <summary>
/// One piece of a streamed answer: when it came, of which kind it was, how much it brought. Not what: the text stands once, in the
/// answer, and pieces of one kind in their order are the text of that kind's parts in theirs. So every update can be had back, and no
/// half of a secret lies where redaction could not know it.
/// </summary>
/// <param name="AtMs">From the request.</param>
/// <param name="Kind"><c>text</c>, <c>reasoning</c>, <c>tool_call</c>, <c>usage</c>, <c>other</c>, or <c>empty</c> for an update that brought nothing.</param>
/// <param name="Chars">UTF-16 units of a text; null where the answer's text is not what the model wrote: redacted, or cut.</param>
public sealed record StreamPiece(double AtMs, string Kind, int? Chars = null)
{
    public const string Text = "text";
    public const string Reasoning = "reasoning";
    public const string ToolCall = "tool_call";
    public const string Usage = "usage";
    public const string Other = "other";
    public const string Empty = "empty";

    // An array, not an object: a long answer has thousands.
    internal static void Write(Utf8JsonWriter json, StreamPiece piece)
    {
        json.WriteStartArray();
        json.WriteNumberValue(piece.AtMs);
        json.WriteStringValue(piece.Kind);
        if (piece.Chars is { } chars)
        {
            json.WriteNumberValue(chars);
        }

        json.WriteEndArray();
    }

    internal static StreamPiece Read(JsonElement value) =>
        value is { ValueKind: JsonValueKind.Array } && value.GetArrayLength() is 2 or 3
        && value[0] is { ValueKind: JsonValueKind.Number } at && at.TryGetDouble(out var ms)
        && value[1] is { ValueKind: JsonValueKind.String } kind
            ? new StreamPiece(ms, kind.GetString()!, value.GetArrayLength() == 2 ? null : value[2].ValueKind == JsonValueKind.Number && value[2].TryGetInt32(out var chars) ? chars : throw Wrong())
            : throw Wrong();

    private static JsonException Wrong() => new("An item of 'pieces' is not a time, a kind and perhaps a length.");
}
