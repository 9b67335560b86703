namespace TrainForge.Text.Tokenizers;

/// <summary>
/// Applies merges to the symbols of one word: always the pair of the lowest rank, the leftmost of equal ones. Short words are scanned;
/// long ones (a line of base64, a page without blanks) keep their pairs in a heap, so that the work stays n log n.
/// Not shared between threads.
/// </summary>
internal sealed class Merger(PairTable pairs)
{
    private const int ScanUpTo = 40;

    private readonly PriorityQueue<int, ulong> _heap = new();
    private int[] _ranks = new int[ScanUpTo + 1];
    private int[] _next = [];
    private int[] _previous = [];

    /// <summary>Merges in place; <paramref name="lengths"/> (bytes per symbol) are added up alongside. Returns how many symbols are left.</summary>
    public int Merge(Span<int> symbols, Span<int> lengths) => symbols.Length switch
    {
        < 2 => symbols.Length,
        <= ScanUpTo => Scan(symbols, lengths),
        _ => Heap(symbols, lengths),
    };

    private int Scan(Span<int> symbols, Span<int> lengths)
    {
        var count = symbols.Length;
        var ranks = _ranks.AsSpan();
        for (var i = 0; i + 1 < count; i++)
        {
            ranks[i] = pairs.Rank(symbols[i], symbols[i + 1]);
        }

        while (count > 1)
        {
            var best = 0;
            for (var i = 1; i + 1 < count; i++)
            {
                if (ranks[i] < ranks[best])
                {
                    best = i;
                }
            }

            if (ranks[best] == PairTable.NoRank)
            {
                break;
            }

            symbols[best] = pairs.Merged(symbols[best], symbols[best + 1]);
            lengths[best] += lengths[best + 1];
            symbols[(best + 2)..count].CopyTo(symbols[(best + 1)..]);
            lengths[(best + 2)..count].CopyTo(lengths[(best + 1)..]);
            ranks[(best + 2)..count].CopyTo(ranks[(best + 1)..]);
            count--;

            ranks[best] = best + 1 < count ? pairs.Rank(symbols[best], symbols[best + 1]) : PairTable.NoRank;
            if (best > 0)
            {
                ranks[best - 1] = pairs.Rank(symbols[best - 1], symbols[best]);
            }
        }

        return count;
    }

    private int Heap(Span<int> symbols, Span<int> lengths)
    {
        var count = symbols.Length;
        if (_next.Length < count)
        {
            (_ranks, _next, _previous) = (new int[count], new int[count], new int[count]);
        }

        for (var i = 0; i < count; i++)
        {
            (_next[i], _previous[i]) = (i + 1, i - 1);
        }

        for (var i = 0; i < count; i++)
        {
            Offer(symbols, i);
        }

        while (_heap.TryDequeue(out var at, out var order))
        {
            // A stale entry: the pair it spoke of was merged away, and the pair there now has its own entry.
            if (_ranks[at] != (int)(order >> 32))
            {
                continue;
            }

            var right = _next[at];
            symbols[at] = pairs.Merged(symbols[at], symbols[right]);
            lengths[at] += lengths[right];
            _ranks[right] = PairTable.NoRank;
            _next[at] = _next[right];
            if (_next[at] < count)
            {
                _previous[_next[at]] = at;
            }

            Offer(symbols, at);
            if (_previous[at] >= 0)
            {
                Offer(symbols, _previous[at]);
            }
        }

        var kept = 0;
        for (var i = 0; i < count; i = _next[i])
        {
            (symbols[kept], lengths[kept]) = (symbols[i], lengths[i]);
            kept++;
        }

        return kept;
    }

    private void Offer(Span<int> symbols, int at)
    {
        var right = _next[at];
        _ranks[at] = right < symbols.Length ? pairs.Rank(symbols[at], symbols[right]) : PairTable.NoRank;
        if (_ranks[at] != PairTable.NoRank)
        {
            _heap.Enqueue(at, ((ulong)_ranks[at] << 32) | (uint)at);
        }
    }
}
