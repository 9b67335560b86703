using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using TrainForge.Engine.Tensors;

namespace TrainForge.Engine.Formats.Safetensors;

/// <summary>
/// Writes 32-bit floats. The same tensors and metadata give the same bytes, in whatever order they come:
/// names and keys are sorted by their ordinal value, and the header is padded with spaces so that the data starts at a multiple of 64.
/// </summary>
public static class SafetensorsWriter
{
    private const int Alignment = 64;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream stream, IEnumerable<Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var sorted = new List<Tensor>(tensors);
        sorted.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        var header = Header(sorted, metadata);
        var padded = ((8 + header.Length + Alignment - 1) / Alignment * Alignment) - 8;

        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)padded);
        stream.Write(prefix);
        stream.Write(header);
        for (var i = header.Length; i < padded; i++)
        {
            stream.WriteByte((byte)' ');
        }

        foreach (var tensor in sorted)
        {
            ElementType.Write(stream, tensor.Values);
        }
    }

    private static ReadOnlySpan<byte> Header(List<Tensor> sorted, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Compact);
        json.WriteStartObject();
        WriteMetadata(json, metadata);
        var offset = 0L;
        foreach (var tensor in sorted)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", ElementType.F32);
            json.WriteStartArray("shape");
            foreach (var size in tensor.Shape)
            {
                json.WriteNumberValue(size);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += 4L * tensor.Values.Length);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    // "format": "pt" is what loaders of Hugging Face models insist on.
    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt" };
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>())
        {
            sorted[key] = value;
        }

        json.WriteStartObject("__metadata__");
        foreach (var (key, value) in sorted)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
