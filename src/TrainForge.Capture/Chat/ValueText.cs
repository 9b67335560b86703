using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using TrainForge.Conversations;

namespace TrainForge.Capture.Chat;

/// <summary>
/// The text of a value that a tool took or gave. What came as JSON stays as it was written, numbers included; what cannot be
/// written as JSON is told by its own ToString, because a recorder has no right to fail on it.
/// </summary>
internal static class ValueText
{
    private static readonly JsonSerializerOptions Options = new(AIJsonUtilities.DefaultOptions) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        JsonElement { ValueKind: JsonValueKind.Undefined } => "",
        JsonElement element => element.GetRawText(),
        JsonNode node => node is JsonValue v && v.TryGetValue<string>(out var text) ? text : node.ToJsonString(Options),
        _ => Serialized(value),
    };

    public static string OfArguments(IDictionary<string, object?>? arguments)
    {
        if (arguments is null || arguments.Count == 0)
        {
            return "{}";
        }

        var bytes = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(bytes, Writing);
        json.WriteStartObject();
        foreach (var (name, value) in arguments)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>A kind of content that is newer than we are: its type's name and what it says of itself.</summary>
    public static JsonText OfUnknown(AIContent content, TextCap cap)
    {
        var text = Serialized(content);
        var whole = text.Length <= cap.MaxBytes / 3 ? JsonText.TryParse(text) : null;
        return JsonText.Parse($$"""{"type":"ai:{{JsonEncodedText.Encode(content.GetType().Name)}}","value":{{whole?.Text ?? "null"}}}""");
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
            case JsonElement { ValueKind: JsonValueKind.Undefined }:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case JsonElement element:
                json.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
            default:
                if (JsonText.TryParse(Serialized(value)) is { } whole)
                {
                    json.WriteRawValue(whole.Text, skipInputValidation: true);
                }
                else
                {
                    json.WriteStringValue(value.ToString());
                }

                break;
        }
    }

    private static string Serialized(object value)
    {
        try
        {
            return JsonSerializer.Serialize(value, Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return value.ToString() ?? "";
        }
    }
}
