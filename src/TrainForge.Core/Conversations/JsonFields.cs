using System.Globalization;
using System.Text.Json;

namespace TrainForge.Conversations;

/// <summary>
/// Reads fields of hand-written forms. A field that is absent or null reads as null; one of the wrong kind is a
/// <see cref="JsonException"/> that names it. Fields nobody asks for are left alone: a newer version may have written them.
/// </summary>
public static class JsonFields
{
    private const int MostShown = 300;

    /// <summary>Reads one value. Whatever is wrong with it, its depth and half letters included, is a <see cref="JsonException"/>.</summary>
    public static T Parse<T>(ReadOnlyMemory<byte> utf8, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(utf8, JsonForm.Reading);
        try
        {
            return read(document.RootElement);
        }
        catch (InvalidOperationException e)
        {
            throw HalfLetter(e);
        }
    }

    public static JsonElement? Field(this JsonElement value, string name) =>
        value.ValueKind != JsonValueKind.Object ? throw new JsonException($"A value is {Kind(value)}; it must be an object with '{name}'.")
        : value.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field
        : null;

    public static string? Text(this JsonElement value, string name) =>
        value.Field(name) is not { } field ? null
        : field.ValueKind == JsonValueKind.String ? field.GetString()
        : throw Wrong(name, field, "a string");

    public static string RequiredText(this JsonElement value, string name) => value.Text(name) ?? throw Missing(name);

    public static long? Long(this JsonElement value, string name) =>
        value.Field(name) is not { } field ? null
        : field.ValueKind == JsonValueKind.Number && field.TryGetInt64(out var number) ? number
        : throw Wrong(name, field, "a whole number");

    public static int? Int(this JsonElement value, string name) =>
        value.Field(name) is not { } field ? null
        : field.ValueKind == JsonValueKind.Number && field.TryGetInt32(out var number) ? number
        : throw Wrong(name, field, "a whole number");

    public static double? Double(this JsonElement value, string name) =>
        value.Field(name) is not { } field ? null
        : field.ValueKind == JsonValueKind.Number && field.TryGetDouble(out var number) && double.IsFinite(number) ? number // 1e999 is read as what cannot be written again
        : throw Wrong(name, field, "a number");

    public static bool? Bool(this JsonElement value, string name) =>
        value.Field(name) is not { } field ? null
        : field.ValueKind is JsonValueKind.True or JsonValueKind.False ? field.GetBoolean()
        : throw Wrong(name, field, "true or false");

    public static DateTimeOffset? Time(this JsonElement value, string name) =>
        value.Field(name) is not { } field ? null
        : field.ValueKind == JsonValueKind.String
          && DateTimeOffset.TryParse(field.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : throw Wrong(name, field, "a time such as 2026-01-31T12:00:00Z");

    /// <summary>The one case where null is a value of its own: somebody else's JSON may be just that.</summary>
    public static JsonText? Raw(this JsonElement value, string name) => value.TryGetProperty(name, out var field) ? JsonText.Of(field) : null;

    public static IReadOnlyList<T> List<T>(this JsonElement value, string name, Func<JsonElement, T> read) =>
        value.Field(name) is not { } field ? []
        : field.ValueKind == JsonValueKind.Array ? [.. field.EnumerateArray().Select(read)]
        : throw Wrong(name, field, "a list");

    public static IReadOnlyList<string> Texts(this JsonElement value, string name) =>
        value.List(name, item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong(name, item, "a list of strings"));

    /// <summary>Refuses what a newer version wrote in a form this one would misread.</summary>
    public static void RequireSchema(this JsonElement value, int newest)
    {
        var schema = value.Long("schema_version") ?? throw Missing("schema_version");
        if (schema < 1 || schema > newest)
        {
            throw new JsonException($"'schema_version' is {schema}; this version reads up to {newest}.");
        }
    }

    /// <summary>What is wrong, without the parser's own places: they count from 0 and from the begin of the line, in bytes.</summary>
    public static string Sentence(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var sentence = Printable(end < 0 ? e.Message : e.Message[..end]);

        // What the class library tells programmers is no use to who wrote the file.
        return sentence.StartsWith("Expected depth to be zero", StringComparison.Ordinal) ? "The JSON ends before an object or a list in it is closed."
            : sentence.Replace(" which is not supported in this mode. Change the reader options.", ", which JSON does not allow.", StringComparison.Ordinal).Replace(" Change the reader options.", "", StringComparison.Ordinal);
    }

    // It may quote what stood in the file, which must not steer the terminal it is shown on, nor fill it.
    private static string Printable(string sentence)
    {
        sentence = sentence.Length > MostShown ? $"{sentence[..MostShown]}…" : sentence;
        return sentence.Any(char.IsControl) ? string.Concat(sentence.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : sentence;
    }

    public static void Whole(ref Utf8JsonReader reader)
    {
        try
        {
            _ = reader.GetString();
        }
        catch (InvalidOperationException e)
        {
            throw HalfLetter(e);
        }
    }

    // The class library says so with this exception, and with no other meaning once kinds are checked first.
    private static JsonException HalfLetter(InvalidOperationException e) => new("A string holds half of a surrogate pair, which is no letter.", e);

    public static JsonException Missing(string name) => new($"'{name}' is missing.");

    private static JsonException Wrong(string name, JsonElement field, string wanted) => new($"'{name}' is {Kind(field)}; it must be {wanted}.");

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => "a string",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };
}
