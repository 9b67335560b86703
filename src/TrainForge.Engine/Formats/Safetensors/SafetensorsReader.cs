using System.Buffers;
using System.Buffers.Binary;
using TrainForge.Diagnostics;
using TrainForge.Engine.Tensors;

namespace TrainForge.Engine.Formats.Safetensors;

/// <summary>
/// Reads one safetensors file from a stream that can seek. The stream stays the caller's.
/// The header is read and checked whole when opened; tensors are streamed when asked for.
/// </summary>
public sealed class SafetensorsReader
{
    private readonly Stream _stream;
    private readonly Dictionary<string, SafetensorsEntry> _byName = new(StringComparer.Ordinal);

    private SafetensorsReader(Stream stream, string file, List<SafetensorsEntry> entries, Dictionary<string, string> metadata)
    {
        _stream = stream;
        File = file;
        Entries = entries;
        Metadata = metadata;
        foreach (var entry in entries)
        {
            _byName.Add(entry.Name, entry);
        }
    }

    /// <summary>The name the file goes by in messages.</summary>
    public string File { get; }

    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public static SafetensorsReader Open(Stream stream, string file)
    {
        var length = stream.Length;
        if (length < 8)
        {
            throw new TrainForgeException(Rules.SafetensorsDamaged.Here(file, $"it has {length} bytes, a header alone needs more"));
        }

        Span<byte> prefix = stackalloc byte[8];
        stream.Position = 0;
        stream.ReadExactly(prefix);
        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerBytes > SafetensorsHeader.MaxBytes || (long)headerBytes > length - 8)
        {
            throw new TrainForgeException(Rules.SafetensorsDamaged.Here(file, $"its header claims {headerBytes} bytes, the file has {length}"));
        }

        var json = new byte[(int)headerBytes];
        stream.ReadExactly(json);
        var (entries, metadata) = SafetensorsHeader.Parse(json, 8 + json.Length, length, file);
        return new SafetensorsReader(stream, file, entries, metadata);
    }

    public SafetensorsEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The tensor as 32-bit floats, whatever it is stored as; null when the file has none of that name.</summary>
    public Tensor? Read(string name)
    {
        if (Find(name) is not { } entry)
        {
            return null;
        }

        var tensor = new Tensor(entry.Name, [.. entry.Shape]);
        ReadInto(entry, tensor.Values);
        return tensor;
    }

    private void ReadInto(SafetensorsEntry entry, Span<float> values)
    {
        var width = ElementType.Bytes(entry.Type);
        if (width == 0)
        {
            throw new TrainForgeException(Rules.TensorTypeUnknown.Here(entry.Name, File, entry.Type));
        }

        const int ChunkNumbers = 1 << 16;
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkNumbers * width);
        _stream.Position = entry.Begin;
        for (var done = 0; done < values.Length; done += ChunkNumbers)
        {
            var count = Math.Min(ChunkNumbers, values.Length - done);
            var bytes = buffer.AsSpan(0, count * width);
            _stream.ReadExactly(bytes);
            ElementType.Widen(entry.Type, bytes, values.Slice(done, count));
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
