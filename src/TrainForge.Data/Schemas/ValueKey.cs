using System.Text;
using System.Text.Json;

namespace TrainForge.Data.Schemas;

/// <summary>A text for a JSON value that is equal exactly when the values are equal as JSON Schema means it: numbers by what they are worth, objects whatever the order of their fields.</summary>
internal static class ValueKey
{
    public static string Of(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    // Texts carry their length, so that no text can look like the end of another.
    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var (name, field) in Fields(value))
                {
                    Write(text, name);
                    Write(text, field);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Write(text, item);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                Write(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                var raw = value.GetRawText();
                text.Append('#').Append(ExactNumber.TryParse(raw)?.ToString() ?? raw).Append(';');
                break;
            default:
                text.Append(value.ValueKind switch { JsonValueKind.True => 't', JsonValueKind.False => 'f', _ => 'n' });
                break;
        }
    }

    private static void Write(StringBuilder text, string value) => text.Append('"').Append(value.Length).Append(':').Append(value);

    // Of a key that stands twice the last one counts, as for TryGetProperty.
    private static SortedDictionary<string, JsonElement> Fields(JsonElement value)
    {
        var fields = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in value.EnumerateObject())
        {
            fields[field.Name] = field.Value;
        }

        return fields;
    }
}
