using System.Globalization;
using System.Text.Json;

namespace TrainForge.Data.Sources.Packs;

/// <summary>Fields of records we do not own: one of another kind than expected reads as if it were not there.</summary>
internal static class Loose
{
    public static string? Str(this JsonElement value, string name) => Get(value, name, JsonValueKind.String)?.GetString();

    public static JsonElement? Obj(this JsonElement value, string name) => Get(value, name, JsonValueKind.Object);

    public static bool Is(this JsonElement value, string name) => Get(value, name, JsonValueKind.True) is not null;

    public static long Num(this JsonElement value, string name) => Get(value, name, JsonValueKind.Number) is { } number && number.TryGetInt64(out var whole) ? whole : 0;

    public static IEnumerable<JsonElement> Items(this JsonElement value, string name) => Get(value, name, JsonValueKind.Array)?.EnumerateArray() ?? Enumerable.Empty<JsonElement>();

    public static JsonElement? Any(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;

    /// <summary>ISO 8601; a time without a zone is taken as UTC.</summary>
    public static DateTimeOffset? When(this JsonElement value, string name) =>
        value.Str(name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static JsonElement? Get(JsonElement value, string name, JsonValueKind kind) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var field) && field.ValueKind == kind ? field : null;
}
