namespace TrainForge.Data.Duplicates;

/// <summary>
/// Sketches of one length, by number: all in memory when they fit, else read when they are asked for, the last ones kept. One
/// thread.
/// </summary>
internal sealed class SketchTable
{
    private const int PageItems = 4096;

    private readonly SketchOf _load;
    private readonly List<byte[]>? _pages;

    // Of those that are read again: pairs of places, the number in each, and which of the two was asked for last.
    private readonly byte[] _room = [];
    private readonly int[] _items = [];
    private readonly bool[] _second = [];

    /// <param name="length">Of every sketch that is not empty.</param>
    /// <param name="load">Reads one; empty for what cannot be compared.</param>
    /// <param name="bytes">What they may take of memory.</param>
    public SketchTable(int count, int length, SketchOf load, long bytes)
    {
        (Count, Length, _load) = (count, length, load);
        if ((long)count * length <= bytes)
        {
            _pages = [];
            for (var start = 0; start < count; start += PageItems)
            {
                var page = new byte[Math.Min(PageItems, count - start) * length];
                Load(start, page);
                _pages.Add(page);
            }

            return;
        }

        var pairs = (int)Math.Clamp(bytes / 2 / (length + sizeof(int) + 1), 1, int.MaxValue / 2 / length);
        _room = new byte[2 * pairs * length];
        _items = new int[2 * pairs];
        _second = new bool[pairs];
        Array.Fill(_items, -1);
    }

    public int Count { get; }

    public int Length { get; }

    /// <summary>None of them is read again.</summary>
    public bool IsHeld => _pages is not null;

    /// <summary>All zero for one that is empty. What was handed out holds until the second one after it is asked for.</summary>
    public ReadOnlySpan<byte> this[int item] => _pages is not null ? _pages[item / PageItems].AsSpan(item % PageItems * Length, Length) : Recent(item);

    /// <summary>As many as there is room for, from one on, without keeping any.</summary>
    public void Load(int first, Span<byte> room)
    {
        for (var item = first; room.Length > 0; item++, room = room[Length..])
        {
            var sketch = _load(item);
            if (sketch.Length > 0)
            {
                sketch.CopyTo(room);
            }
            else
            {
                room[..Length].Clear();
            }
        }
    }

    private ReadOnlySpan<byte> Recent(int item)
    {
        var pair = item % _second.Length;
        var at = 2 * pair;
        if (_items[at] != item)
        {
            // The one that was not asked for last goes.
            at = _items[at + 1] == item || !_second[pair] ? at + 1 : at;
        }

        _second[pair] = at % 2 == 1;
        var place = _room.AsSpan(at * Length, Length);
        if (_items[at] != item)
        {
            _items[at] = -1;
            Load(item, place);
            _items[at] = item;
        }

        return place;
    }
}

/// <summary>What comes back may be gone with the next call.</summary>
internal delegate ReadOnlySpan<byte> SketchOf(int item);
