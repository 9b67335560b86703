using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TrainForge.Engine.Tensors;

/// <summary>The three float types weights come in, by their safetensors names.</summary>
internal static class ElementType
{
    public const string F32 = "F32";
    public const string F16 = "F16";
    public const string BF16 = "BF16";

    /// <summary>Bytes per number; 0 for a type the engine does not read.</summary>
    public static int Bytes(string type) => type switch
    {
        F32 => 4,
        F16 or BF16 => 2,
        _ => 0,
    };

    /// <summary>Little endian bytes to floats. Both 16-bit types widen exactly, so no rounding happens here.</summary>
    public static void Widen(string type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        if (type == F32 && BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values));
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = type switch
            {
                F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]),
                BF16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16),
                _ => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]),
            };
        }
    }

    public static void Write(Stream stream, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        Span<byte> four = stackalloc byte[4];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(four, values[i]);
            stream.Write(four);
        }
    }
}
