using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Runs;

/// <summary>The one form of the JSON files beside runs, conversions and evaluations: snake_case, indented, final newline.</summary>
internal static class RunsJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static void Write<T>(string path, T value) => AtomicFile.WriteAllText(path, JsonSerializer.Serialize(value, Options) + "\n");

    /// <summary>A file that is no JSON of this shape is a diagnostic with its line, never a half-read value.</summary>
    public static T Read<T>(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(file, Options) ?? throw new JsonException("it holds null");
        }
        catch (JsonException e)
        {
            throw new TrainForgeException(Rules.RunFileUnreadable.At(new SourcePoint(path, (int)((e.LineNumber ?? 0) + 1)), Path.GetFileName(path), e.Message), e);
        }
    }
}
