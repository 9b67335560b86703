using System.Buffers;
using System.Text;

namespace TrainForge.Data.Pipeline.Caching;

/// <summary>Numbers, texts and times in the cache's own form. A text that stood before is written as its number.</summary>
internal sealed class CachePen
{
    // Before them: nothing, and a text that follows.
    public const int FirstText = 2;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024 * 1024);
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Small ones take one byte, whatever their sign.</summary>
    public void Number(long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var room = _bytes.GetSpan(10);
        var length = 0;
        for (; rest >= 0x80; rest >>= 7)
        {
            room[length++] = (byte)(rest | 0x80);
        }

        room[length++] = (byte)rest;
        _bytes.Advance(length);
    }

    public void Flag(bool value) => Number(value ? 1 : 0);

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        _bytes.Write(value);
    }

    public void Text(string? value)
    {
        if (value is null)
        {
            Number(0);
        }
        else if (_texts.TryGetValue(value, out var known))
        {
            Number(known + FirstText);
        }
        else
        {
            _texts.Add(value, _texts.Count);
            Number(1);
            Bytes(Encoding.UTF8.GetBytes(value));
        }
    }

    public void Time(DateTimeOffset? value)
    {
        Flag(value is not null);
        if (value is { } time)
        {
            Number(time.Ticks);
            Number((long)time.Offset.TotalMinutes);
        }
    }

    public void List<T>(IReadOnlyCollection<T> values, Action<T> write)
    {
        Number(values.Count);
        foreach (var value in values)
        {
            write(value);
        }
    }
}
