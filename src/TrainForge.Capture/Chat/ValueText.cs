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

    /// <summary>Whole is the same as a value, where it is sure to be one because nothing but our own writer made it; else null.</summary>
    public static (string Text, JsonText? Whole) OfArguments(IDictionary<string, object?>? arguments)
    {
        if (arguments is null || arguments.Count == 0)
        {
            return ("{}", JsonText.EmptyObject);
        }

        var isOurs = true;
        var text = JsonForm.WithLine(
            json =>
            {
                json.WriteStartObject();
                foreach (var (name, value) in arguments)
                {
                    json.WritePropertyName(name);
                    isOurs &= Write(json, value);
                }

                json.WriteEndObject();
            },
            static bytes => Encoding.UTF8.GetString(bytes.WrittenSpan));
        return (text, isOurs ? JsonText.Written(text) : null);
    }

    /// <summary>A kind of content that is newer than we are: its type's name and what it says of itself.</summary>
    public static JsonText OfUnknown(AIContent content, TextCap cap, List<Truncation> cuts)
    {
        var text = Serialized(content);
        var whole = cap.Fits(text, "unknown_part", cuts) ? JsonText.TryParse(text) : null;
        return JsonText.Parse($$"""{"type":"ai:{{JsonEncodedText.Encode(content.GetType().Name)}}","value":{{whole?.Text ?? "null"}}}""");
    }

    // False for JSON that others made.
    private static bool Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
            case JsonElement { ValueKind: JsonValueKind.Undefined }:
                json.WriteNullValue();
                return true;
            case string text:
                json.WriteStringValue(text);
                return true;
            case bool flag:
                json.WriteBooleanValue(flag);
                return true;
            case int number:
                json.WriteNumberValue(number);
                return true;
            case long number:
                json.WriteNumberValue(number);
                return true;
            case string?[] texts:
                json.WriteStartArray();
                foreach (var text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                return true;
            case JsonElement element:
                json.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                return element.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null;
            default:
                if (JsonText.TryParse(Serialized(value)) is { } whole)
                {
                    json.WriteRawValue(whole.Text, skipInputValidation: true);
                }
                else
                {
                    json.WriteStringValue(value.ToString());
                }

                return false;
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
