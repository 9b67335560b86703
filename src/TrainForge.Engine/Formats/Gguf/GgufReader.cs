using TrainForge.Diagnostics;
using TrainForge.Engine.Tensors;

namespace TrainForge.Engine.Formats.Gguf;

/// <summary>One tensor of a GGUF file. The shape is turned back to rows first; Begin counts from the start of the file.</summary>
public sealed record GgufEntry(string Name, uint Type, IReadOnlyList<int> Shape, long Begin);

/// <summary>Reads a GGUF file of version 3 from a stream that can seek: metadata, the table of tensors, and tensors of floats. The stream stays the caller's.</summary>
public sealed class GgufReader
{
    private const int MaxTensors = 1 << 20;
    private const int MaxDimensions = 4;

    private readonly Stream _stream;

    private GgufReader(Stream stream, string file, Dictionary<string, object> metadata, List<GgufEntry> entries)
    {
        _stream = stream;
        File = file;
        Metadata = metadata;
        Entries = entries;
    }

    public string File { get; }

    /// <summary>Values are string, bool, ulong, long, double, or lists (IReadOnlyList of object).</summary>
    public IReadOnlyDictionary<string, object> Metadata { get; }

    public IReadOnlyList<GgufEntry> Entries { get; }

    public static GgufReader Open(Stream stream, string file)
    {
        var bytes = new GgufBytes(stream, file);
        bytes.Require(bytes.U32() == GgufWriter.Magic, "it does not begin with 'GGUF'");
        var version = bytes.U32();
        bytes.Require(version == GgufWriter.Version, $"it is of version {version}, not 3");
        var tensorCount = bytes.U64();
        bytes.Require(tensorCount <= MaxTensors, $"it claims {tensorCount} tensors");

        var metadata = ReadMetadata(bytes);
        var alignment = metadata.GetValueOrDefault("general.alignment") as ulong? ?? GgufWriter.Alignment;
        bytes.Require(alignment is >= 1 and <= 1 << 20 && (alignment & (alignment - 1)) == 0, $"its alignment is {alignment}");

        var entries = new List<GgufEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0UL; i < tensorCount; i++)
        {
            var entry = ReadEntry(bytes);
            bytes.Require(names.Add(entry.Name), $"tensor '{entry.Name}' stands in its table twice");
            bytes.Require((ulong)entry.Begin % alignment == 0, $"tensor '{entry.Name}' is not aligned");
            entries.Add(entry);
        }

        var start = (long)(((ulong)bytes.Position + alignment - 1) / alignment * alignment);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var width = ElementType.Bytes(FloatName(entry.Type));
            bytes.Require(
                entry.Begin <= bytes.Length - start && TensorShape.Count(entry.Shape) * width <= bytes.Length - start - entry.Begin,
                $"tensor '{entry.Name}' ends after the file");
            entries[i] = entry with { Begin = start + entry.Begin };
        }

        RequireNoOverlap(bytes, entries);
        return new GgufReader(stream, file, metadata, entries);
    }

    /// <summary>Null when the file has none of that name.</summary>
    public Tensor? Read(string name)
    {
        foreach (var entry in Entries)
        {
            if (entry.Name == name)
            {
                return Read(entry);
            }
        }

        return null;
    }

    private Tensor Read(GgufEntry entry)
    {
        var type = FloatName(entry.Type);
        var width = ElementType.Bytes(type);
        if (width == 0)
        {
            throw new TrainForgeException(Rules.GgufTypeUnknown.Here(entry.Name, File, entry.Type));
        }

        var tensor = new Tensor(entry.Name, [.. entry.Shape]);
        const int ChunkNumbers = 1 << 16;
        var buffer = new byte[Math.Min(ChunkNumbers, tensor.Values.Length) * width];
        _stream.Position = entry.Begin;
        for (var done = 0; done < tensor.Values.Length; done += ChunkNumbers)
        {
            var count = Math.Min(ChunkNumbers, tensor.Values.Length - done);
            _stream.ReadExactly(buffer.AsSpan(0, count * width));
            ElementType.Widen(type, buffer.AsSpan(0, count * width), tensor.Values.AsSpan(done, count));
        }

        return tensor;
    }

    private static Dictionary<string, object> ReadMetadata(GgufBytes bytes)
    {
        var count = bytes.U64();
        var metadata = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0UL; i < count; i++)
        {
            var key = bytes.Text();
            var type = (GgufType)bytes.U32();
            bytes.Require(metadata.TryAdd(key, type == GgufType.Array ? ReadArray(bytes) : bytes.Value(type)), $"'{key}' stands in its metadata twice");
        }

        return metadata;
    }

    private static List<object> ReadArray(GgufBytes bytes)
    {
        var type = (GgufType)bytes.U32();
        var count = bytes.U64();
        bytes.Require(count <= (ulong)bytes.Left, "a list in its metadata is longer than the file");
        var items = new List<object>();
        for (var i = 0UL; i < count; i++)
        {
            items.Add(bytes.Value(type));
        }

        return items;
    }

    private static GgufEntry ReadEntry(GgufBytes bytes)
    {
        var name = bytes.Text();
        var dimensions = bytes.U32();
        bytes.Require(dimensions <= MaxDimensions, $"tensor '{name}' claims {dimensions} dimensions");
        var shape = new int[dimensions];
        var count = 1L;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            var size = bytes.U64();
            bytes.Require(size <= int.MaxValue && (size == 0 || count <= Array.MaxLength / (long)size), $"tensor '{name}' has more numbers than an array can hold");
            shape[i] = (int)size;
            count *= shape[i];
        }

        var type = bytes.U32();
        var offset = bytes.U64();
        bytes.Require(offset <= long.MaxValue / 2, $"tensor '{name}' ends after the file");
        return new GgufEntry(name, type, shape, (long)offset);
    }

    // Only float tensors: how long others are, their type decides, and they are not read here.
    private static void RequireNoOverlap(GgufBytes bytes, List<GgufEntry> entries)
    {
        var byPlace = new List<GgufEntry>(entries);
        byPlace.Sort((a, b) => a.Begin.CompareTo(b.Begin));
        for (var i = 1; i < byPlace.Count; i++)
        {
            var before = byPlace[i - 1];
            var end = before.Begin + (TensorShape.Count(before.Shape) * ElementType.Bytes(FloatName(before.Type)));
            bytes.Require(byPlace[i].Begin >= end, $"tensors '{before.Name}' and '{byPlace[i].Name}' overlap");
        }
    }

    private static string FloatName(uint type) => type switch
    {
        0 => ElementType.F32,
        1 => ElementType.F16,
        30 => ElementType.BF16,
        _ => "",
    };
}
