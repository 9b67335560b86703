using System.Text.Json;
using TrainForge.Diagnostics;

namespace TrainForge.Engine.Formats.Safetensors;

/// <summary>model.safetensors.index.json: which file of a sharded model holds which tensor.</summary>
public sealed class SafetensorsIndex
{
    private SafetensorsIndex(SortedSet<string> files, Dictionary<string, string> fileOf)
    {
        Files = [.. files];
        FileOf = fileOf;
    }

    /// <summary>The shards, sorted. Plain file names: an index cannot lead out of its own folder.</summary>
    public IReadOnlyList<string> Files { get; }

    public IReadOnlyDictionary<string, string> FileOf { get; }

    public static SafetensorsIndex Read(Stream stream, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 8 });
            return Read(document.RootElement, file);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is how the parser refuses text that holds half a surrogate pair.
            throw new TrainForgeException(Rules.SafetensorsIndexDamaged.Here(file, "it is not JSON"), e);
        }
    }

    private static SafetensorsIndex Read(JsonElement root, string file)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("weight_map", out var map) || map.ValueKind != JsonValueKind.Object)
        {
            throw new TrainForgeException(Rules.SafetensorsIndexDamaged.Here(file, "'weight_map' is missing"));
        }

        var files = new SortedSet<string>(StringComparer.Ordinal);
        var fileOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in map.EnumerateObject())
        {
            var shard = item.Value.ValueKind == JsonValueKind.String ? item.Value.GetString()! : "";
            if (!IsPlainName(shard))
            {
                throw new TrainForgeException(Rules.SafetensorsIndexDamaged.Here(file, $"tensor '{item.Name}' lies in '{shard}', which is not the name of a file beside it"));
            }

            files.Add(shard);
            fileOf[item.Name] = shard;
        }

        return new SafetensorsIndex(files, fileOf);
    }

    private static bool IsPlainName(string name) =>
        name.EndsWith(".safetensors", StringComparison.Ordinal) && name.AsSpan().IndexOfAny("/\\:\0") < 0;
}
