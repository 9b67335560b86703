namespace TrainForge.Text.Tokenizers;

/// <summary>
/// How often each pair of neighbouring symbols occurs, kept up to date while pairs are merged: only the words that hold a merged pair are visited.
/// </summary>
internal sealed class PairBook
{
    private readonly List<int[]> _words = [];
    private readonly List<long> _counts = [];
    private readonly Dictionary<(int Left, int Right), Entry> _pairs = [];
    private readonly PriorityQueue<(int Left, int Right, long Count), (long Fewer, int Left, int Right)> _queue = new();
    private readonly HashSet<(int Left, int Right)> _grown = [];

    public PairBook(IEnumerable<(int[] Symbols, long Count)> words)
    {
        foreach (var (symbols, count) in words)
        {
            _words.Add(symbols);
            _counts.Add(count);
            for (var i = 0; i + 1 < symbols.Length; i++)
            {
                Grow((symbols[i], symbols[i + 1]), count, _words.Count - 1);
            }
        }

        Offer();
    }

    /// <summary>The pair that occurs most often, of equals the one with the lowest ids; null when none occurs often enough.</summary>
    public (int Left, int Right)? TakeBest(long least)
    {
        while (_queue.TryDequeue(out var best, out _))
        {
            var pair = (best.Left, best.Right);
            if (!_pairs.TryGetValue(pair, out var entry))
            {
                continue;
            }

            // Counts fall behind the queue's back; what fell is put where it now belongs.
            if (entry.Count != best.Count)
            {
                Offer(pair, entry.Count);
                continue;
            }

            return best.Count >= least ? pair : null;
        }

        return null;
    }

    public void Merge(int left, int right, int merged)
    {
        _pairs.Remove((left, right), out var entry);
        foreach (var word in entry!.Words)
        {
            MergeIn(word, left, right, merged);
        }

        Offer();
    }

    private void MergeIn(int word, int left, int right, int merged)
    {
        var symbols = _words[word];
        var count = _counts[word];
        var kept = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            if (i + 1 >= symbols.Length || symbols[i] != left || symbols[i + 1] != right)
            {
                symbols[kept++] = symbols[i];
                continue;
            }

            if (kept > 0)
            {
                Shrink((symbols[kept - 1], left), count);
                Grow((symbols[kept - 1], merged), count, word);
            }

            if (i + 2 < symbols.Length)
            {
                Shrink((right, symbols[i + 2]), count);
                Grow((merged, symbols[i + 2]), count, word);
            }

            symbols[kept++] = merged;
            i++;
        }

        _words[word] = kept == symbols.Length ? symbols : symbols[..kept];
    }

    private void Grow((int Left, int Right) pair, long count, int word)
    {
        if (!_pairs.TryGetValue(pair, out var entry))
        {
            entry = _pairs[pair] = new Entry();
        }

        entry.Count += count;
        if (entry.Words.Count == 0 || entry.Words[^1] != word)
        {
            entry.Words.Add(word);
        }

        _grown.Add(pair);
    }

    private void Shrink((int Left, int Right) pair, long count)
    {
        if (_pairs.TryGetValue(pair, out var entry))
        {
            entry.Count -= count;
        }
    }

    private void Offer()
    {
        foreach (var pair in _grown)
        {
            Offer(pair, _pairs.TryGetValue(pair, out var entry) ? entry.Count : 0);
        }

        _grown.Clear();
    }

    private void Offer((int Left, int Right) pair, long count)
    {
        if (count > 0)
        {
            _queue.Enqueue((pair.Left, pair.Right, count), (-count, pair.Left, pair.Right));
        }
    }

    private sealed class Entry
    {
        public long Count;

        public List<int> Words { get; } = [];
    }
}
