using System.Text.Json;
using TrainForge.Diagnostics;
using TrainForge.Engine.Tensors;

namespace TrainForge.Engine.Formats.Safetensors;

/// <summary>The JSON in front of the bytes. Everything in it is a claim of the file's author until checked here.</summary>
internal static class SafetensorsHeader
{
    /// <summary>Real headers take some 100 bytes a tensor; the format's own limit is the same.</summary>
    public const int MaxBytes = 100_000_000;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    public static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(ReadOnlyMemory<byte> json, long dataStart, long fileLength, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Parse(document.RootElement, dataStart, fileLength, file);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is how the parser refuses text that holds half a surrogate pair.
            throw new TrainForgeException(Rules.SafetensorsDamaged.Here(file, "its header is not JSON"), e);
        }
    }

    private static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(JsonElement root, long dataStart, long fileLength, string file)
    {
        Require(root.ValueKind == JsonValueKind.Object, file, "its header is not a JSON object");
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);

        foreach (var property in root.EnumerateObject())
        {
            Require(names.Add(property.Name), file, $"'{property.Name}' stands in its header twice");
            if (property.NameEquals("__metadata__"))
            {
                ReadMetadata(property.Value, metadata, file);
            }
            else
            {
                entries.Add(ReadEntry(property.Name, property.Value, dataStart, fileLength, file));
            }
        }

        RequireNoOverlap(entries, file);
        return (entries, metadata);
    }

    private static void ReadMetadata(JsonElement value, Dictionary<string, string> metadata, string file)
    {
        Require(value.ValueKind == JsonValueKind.Object, file, "its metadata is not a JSON object");
        foreach (var item in value.EnumerateObject())
        {
            Require(item.Value.ValueKind == JsonValueKind.String, file, $"metadata '{item.Name}' is not text");
            metadata[item.Name] = item.Value.GetString()!;
        }
    }

    private static SafetensorsEntry ReadEntry(string name, JsonElement value, long dataStart, long fileLength, string file)
    {
        Require(
            value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty("dtype", out var type) && type.ValueKind == JsonValueKind.String
            && value.TryGetProperty("shape", out var shape) && shape.ValueKind == JsonValueKind.Array
            && value.TryGetProperty("data_offsets", out var offsets) && offsets.ValueKind == JsonValueKind.Array && offsets.GetArrayLength() == 2,
            file, $"tensor '{name}' lacks dtype, shape or data_offsets");

        var sizes = new int[value.GetProperty("shape").GetArrayLength()];
        var count = 1L;
        for (var i = 0; i < sizes.Length; i++)
        {
            Require(value.GetProperty("shape")[i].TryGetInt32(out sizes[i]) && sizes[i] >= 0, file, $"the shape of tensor '{name}' is not a list of sizes");
            Require(sizes[i] == 0 || count <= Array.MaxLength / sizes[i], file, $"tensor '{name}' has more numbers than an array can hold");
            count *= sizes[i];
        }

        var range = value.GetProperty("data_offsets");
        Require(
            range[0].TryGetInt64(out var begin) & range[1].TryGetInt64(out var end) && begin >= 0 && end >= begin && end <= long.MaxValue - dataStart,
            file, $"the offsets of tensor '{name}' are not a range");
        Require(dataStart + end <= fileLength, file, $"tensor '{name}' ends at byte {dataStart + end}, the file at {fileLength}");

        var entry = new SafetensorsEntry(name, value.GetProperty("dtype").GetString()!, sizes, dataStart + begin, dataStart + end);
        var width = ElementType.Bytes(entry.Type);
        Require(width == 0 || end - begin == count * width, file, $"tensor '{name}' takes {end - begin} bytes where its shape needs {count * width}");
        return entry;
    }

    private static void RequireNoOverlap(List<SafetensorsEntry> entries, string file)
    {
        var byPlace = new List<SafetensorsEntry>(entries);
        byPlace.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        for (var i = 1; i < byPlace.Count; i++)
        {
            Require(byPlace[i].Begin >= byPlace[i - 1].End, file, $"tensors '{byPlace[i - 1].Name}' and '{byPlace[i].Name}' overlap");
        }
    }

    private static void Require([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool holds, string file, string otherwise)
    {
        if (!holds)
        {
            throw new TrainForgeException(Rules.SafetensorsDamaged.Here(file, otherwise));
        }
    }
}
