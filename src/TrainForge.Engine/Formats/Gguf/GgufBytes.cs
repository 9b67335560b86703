using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using TrainForge.Diagnostics;

namespace TrainForge.Engine.Formats.Gguf;

/// <summary>Little endian values from the head of a file, each checked against what is left of it.</summary>
internal sealed class GgufBytes
{
    private readonly Stream _stream;
    private readonly string _file;
    private readonly byte[] _eight = new byte[8];

    public GgufBytes(Stream stream, string file)
    {
        _stream = stream;
        _file = file;
        Length = stream.Length;
        stream.Position = 0;
    }

    public long Length { get; }

    public long Position { get; private set; }

    public long Left => Length - Position;

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Next(4));

    public ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Next(8));

    public string Text()
    {
        var length = U64();
        Require(length <= (ulong)Left && length <= int.MaxValue, "a text in its head is longer than the file");
        var bytes = new byte[(int)length];
        _stream.ReadExactly(bytes);
        Position += bytes.Length;
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Any value but a list.</summary>
    public object Value(GgufType type)
    {
        switch (type)
        {
            case GgufType.U8:
                return (ulong)Next(1)[0];
            case GgufType.I8:
                return (long)(sbyte)Next(1)[0];
            case GgufType.U16:
                return (ulong)BinaryPrimitives.ReadUInt16LittleEndian(Next(2));
            case GgufType.I16:
                return (long)BinaryPrimitives.ReadInt16LittleEndian(Next(2));
            case GgufType.U32:
                return (ulong)U32();
            case GgufType.I32:
                return (long)BinaryPrimitives.ReadInt32LittleEndian(Next(4));
            case GgufType.F32:
                return (double)BinaryPrimitives.ReadSingleLittleEndian(Next(4));
            case GgufType.Bool:
                return Next(1)[0] != 0;
            case GgufType.String:
                return Text();
            case GgufType.U64:
                return U64();
            case GgufType.I64:
                return BinaryPrimitives.ReadInt64LittleEndian(Next(8));
            case GgufType.F64:
                return BinaryPrimitives.ReadDoubleLittleEndian(Next(8));
            default:
                Require(false, $"its metadata has a value of type {(uint)type}");
                return "";
        }
    }

    public void Require([DoesNotReturnIf(false)] bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new TrainForgeException(Rules.GgufDamaged.Here(_file, otherwise));
        }
    }

    private ReadOnlySpan<byte> Next(int count)
    {
        Require(count <= Left, "it ends inside its head");
        _stream.ReadExactly(_eight.AsSpan(0, count));
        Position += count;
        return _eight.AsSpan(0, count);
    }
}
