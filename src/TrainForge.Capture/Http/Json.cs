using System.Text.Json;
using System.Text.Json.Nodes;

namespace TrainForge.Capture.Http;

/// <summary>Reading what another program wrote: the wrong kind of value is no value.</summary>
internal static class Json
{
    public static JsonObject? ParseObject(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Text(JsonNode? node) => node is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    public static int? Int(JsonNode? node) => node is JsonValue v && v.TryGetValue<int>(out var number) ? number : null;

    public static long? Long(JsonNode? node) => node is JsonValue v && v.TryGetValue<long>(out var number) ? number : null;

    public static bool? Bool(JsonNode? node) => node is JsonValue v && v.TryGetValue<bool>(out var value) ? value : null;

    public static JsonObject Pick(JsonObject from, params ReadOnlySpan<string> names)
    {
        var picked = new JsonObject();
        foreach (var name in names)
        {
            if (from[name] is { } value)
            {
                picked[name] = value.DeepClone();
            }
        }

        return picked;
    }
}
