namespace TrainForge.Hashing;

/// <summary>Bytes that grow at the end and can still be rearranged.</summary>
internal sealed class ByteBuffer(int capacity)
{
    private byte[] _bytes = new byte[Math.Max(capacity, 16)];

    public int Count { get; private set; }

    public Span<byte> Span => _bytes.AsSpan(0, Count);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Count += bytes.Length;
    }

    public void Write(byte value)
    {
        Room(1)[0] = value;
        Count++;
    }

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - Count < length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Count + length));
        }

        return _bytes.AsSpan(Count);
    }
}
