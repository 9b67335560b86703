namespace TrainForge.Data.Duplicates;

/// <summary>Hashes that grow; used again and again by one thread.</summary>
internal sealed class HashList
{
    private ulong[] _items = new ulong[256];

    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Items => _items.AsSpan(0, Count);

    public void Add(ulong item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, 2 * Count);
        }

        _items[Count++] = item;
    }

    public void Clear() => Count = 0;

    /// <summary>What it holds, each once and in order.</summary>
    public ulong[] Distinct()
    {
        var items = _items.AsSpan(0, Count);
        items.Sort();
        var kept = 0;
        for (var i = 0; i < items.Length; i++)
        {
            if (i == 0 || items[i] != items[i - 1])
            {
                items[kept++] = items[i];
            }
        }

        return items[..kept].ToArray();
    }
}
