using System.Text;
using TrainForge.Engine.Tensors;

namespace TrainForge.Engine.Formats.Gguf;

/// <summary>
/// GGUF version 3, little endian, tensors as 32-bit floats at multiples of 32 bytes. Metadata and tensors keep the order they are given in,
/// so the same model gives the same bytes.
/// </summary>
internal sealed class GgufWriter
{
    public const int Alignment = 32;
    public const uint Magic = 0x46554747;
    public const uint Version = 3;

    private readonly List<(string Key, object Value)> _metadata = [];
    private readonly List<Tensor> _tensors = [];

    /// <summary>uint, int, float, bool, string, or a list of strings or ints.</summary>
    public void Add(string key, object value) => _metadata.Add((key, value));

    /// <summary>Under its GGUF name; the shape as everywhere here, rows first. GGUF's turned order is written by <see cref="Write"/>.</summary>
    public void Add(Tensor tensor) => _tensors.Add(tensor);

    public void Write(Stream stream)
    {
        using var head = new MemoryStream();
        using var writer = new BinaryWriter(head, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_metadata.Count);
        foreach (var (key, value) in _metadata)
        {
            WriteText(writer, key);
            WriteValue(writer, value);
        }

        var offset = 0UL;
        foreach (var tensor in _tensors)
        {
            WriteText(writer, tensor.Name);
            writer.Write((uint)tensor.Shape.Count);
            for (var i = tensor.Shape.Count - 1; i >= 0; i--)
            {
                writer.Write((ulong)tensor.Shape[i]);
            }

            writer.Write((uint)0);
            writer.Write(offset);
            offset += Padded(4UL * (ulong)tensor.Values.LongLength);
        }

        writer.Flush();
        head.Position = 0;
        head.CopyTo(stream);
        Pad(stream, (ulong)head.Length);
        foreach (var tensor in _tensors)
        {
            ElementType.Write(stream, tensor.Values);
            Pad(stream, 4UL * (ulong)tensor.Values.LongLength);
        }
    }

    private static void WriteValue(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case uint number:
                writer.Write((uint)GgufType.U32);
                writer.Write(number);
                break;
            case int number:
                writer.Write((uint)GgufType.I32);
                writer.Write(number);
                break;
            case float number:
                writer.Write((uint)GgufType.F32);
                writer.Write(number);
                break;
            case bool flag:
                writer.Write((uint)GgufType.Bool);
                writer.Write(flag);
                break;
            case string text:
                writer.Write((uint)GgufType.String);
                WriteText(writer, text);
                break;
            case IReadOnlyList<string> texts:
                WriteArray(writer, GgufType.String, texts.Count);
                foreach (var text in texts)
                {
                    WriteText(writer, text);
                }

                break;
            case IReadOnlyList<int> numbers:
                WriteArray(writer, GgufType.I32, numbers.Count);
                foreach (var number in numbers)
                {
                    writer.Write(number);
                }

                break;
            default:
                throw new ArgumentException($"No GGUF type for {value.GetType()}.", nameof(value));
        }
    }

    private static void WriteArray(BinaryWriter writer, GgufType type, int count)
    {
        writer.Write((uint)GgufType.Array);
        writer.Write((uint)type);
        writer.Write((ulong)count);
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static ulong Padded(ulong length) => (length + Alignment - 1) / Alignment * Alignment;

    private static void Pad(Stream stream, ulong length)
    {
        for (var i = length; i < Padded(length); i++)
        {
            stream.WriteByte(0);
        }
    }
}
