using System.Text;

namespace TrainForge.Data.Pipeline.Caching;

/// <summary>Reads what <see cref="CachePen"/> wrote. Equal texts come back as one instance.</summary>
/// <remarks>Whoever calls has checked the hash over all of it: an <see cref="InvalidDataException"/> means that another version wrote it.</remarks>
internal sealed class CacheEye(ReadOnlyMemory<byte> bytes)
{
    private readonly List<string> _texts = [];
    private int _at;

    public long Number()
    {
        var span = bytes.Span;
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = _at < span.Length ? span[_at++] : throw Short();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        throw Short();
    }

    public int Count() => Number() is >= 0 and <= int.MaxValue and var count ? (int)count : throw Short();

    public bool Flag() => Number() != 0;

    public byte[] Bytes()
    {
        var length = Count();
        if (length > bytes.Length - _at)
        {
            throw Short();
        }

        _at += length;
        return bytes.Span.Slice(_at - length, length).ToArray();
    }

    public string? Text()
    {
        switch (Number())
        {
            case 0:
                return null;
            case 1:
                _texts.Add(Encoding.UTF8.GetString(Bytes()));
                return _texts[^1];
            case var number:
                return number - CachePen.FirstText is >= 0 and var index && index < _texts.Count ? _texts[(int)index] : throw Short();
        }
    }

    public string Required() => Text() ?? throw Short();

    public DateTimeOffset? Time() => Flag() ? new DateTimeOffset(Number(), TimeSpan.FromMinutes(Number())) : null;

    public List<T> List<T>(Func<T> read)
    {
        var count = Count();
        var values = new List<T>(Math.Min(count, bytes.Length));
        for (var i = 0; i < count; i++)
        {
            values.Add(read());
        }

        return values;
    }

    private static InvalidDataException Short() => new("The cache is not of this form.");
}
