using System.Globalization;
using System.Runtime.InteropServices;
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

    /// <summary>Of an object's first field; null for an empty one.</summary>
    public static string? FirstName(this JsonElement value) => value.EnumerateObject().Select(field => field.Name).FirstOrDefault();

    /// <summary>The instance of before when the text is the same: what stands in every record need not be made anew for each.</summary>
    public static string? Str(this JsonElement value, string name, ref string? last) =>
        Get(value, name, JsonValueKind.String) is not { } field ? null : last is not null && field.ValueEquals(last) ? last : last = field.GetString();

    /// <summary>ISO 8601; a time without a zone is taken as UTC.</summary>
    public static DateTimeOffset? When(this JsonElement value, string name)
    {
        if (Get(value, name, JsonValueKind.String) is not { } field)
        {
            return null;
        }

        // The usual form is read from the bytes; without a zone it would be taken for local time.
        if (JsonMarshal.GetRawUtf8Value(field).EndsWith("Z\""u8) && field.TryGetDateTimeOffset(out var usual))
        {
            return usual;
        }

        // A time of day or the name of a month would be read as one of today's.
        var text = field.GetString()!;
        if (text.Length < "2026-1-1".Length || text[4] is not ('-' or '/') || text.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
    }

    private static JsonElement? Get(JsonElement value, string name, JsonValueKind kind) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var field) && field.ValueKind == kind ? field : null;
}
