using System.Globalization;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.Telemetry;

/// <summary>Attributes of OTLP JSON: a list of keys with values that say their own kind.</summary>
internal static class OtelValue
{
    public static Dictionary<string, JsonElement> Attributes(JsonElement owner)
    {
        var attributes = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var item in owner.Items("attributes"))
        {
            if (item.Str("key") is { } key && item.Obj("value") is { } value)
            {
                attributes[key] = value;
            }
        }

        return attributes;
    }

    public static string? Text(this Dictionary<string, JsonElement> attributes, string key) =>
        attributes.TryGetValue(key, out var value) ? value.Str("stringValue") : null;

    /// <summary>A structured value, or a text that holds JSON, as plain JSON; null when it is neither.</summary>
    public static JsonElement? Json(this Dictionary<string, JsonElement> attributes, string key) =>
        !attributes.TryGetValue(key, out var value) ? null
        : value.Str("stringValue") is { } text ? JsonText.TryParse(text)?.ToElement()
        : JsonText.TryParse(Plain(value))?.ToElement();

    /// <summary>The value without the words for its kind, as JSON.</summary>
    public static string Plain(JsonElement value)
    {
        if (value.Str("stringValue") is { } text)
        {
            return JsonSerializer.Serialize(text);
        }

        if (value.Obj("arrayValue") is { } list)
        {
            return $"[{string.Join(',', list.Items("values").Select(Plain))}]";
        }

        if (value.Obj("kvlistValue") is { } map)
        {
            return $"{{{string.Join(',', map.Items("values").Where(v => v.Str("key") is not null && v.Obj("value") is not null).Select(v => $"{JsonSerializer.Serialize(v.Str("key"))}:{Plain(v.Obj("value")!.Value)}"))}}}";
        }

        // Whole numbers are texts in OTLP, for they have 64 bits.
        var number = value.Any("intValue") ?? value.Any("doubleValue") ?? value.Any("boolValue");
        return number is { ValueKind: JsonValueKind.String } digits ? (long.TryParse(digits.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? digits.GetString()! : "null") : number?.GetRawText() ?? "null";
    }

    /// <summary>Nanoseconds since 1970, a number or a text.</summary>
    public static DateTimeOffset? Time(JsonElement owner, string name) =>
        owner.Any(name) is { } value && ulong.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds) && nanoseconds > 0 && nanoseconds < long.MaxValue
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / 100))
            : null;
}
