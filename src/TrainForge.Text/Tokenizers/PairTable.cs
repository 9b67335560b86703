namespace TrainForge.Text.Tokenizers;

/// <summary>Which two tokens merge, in what order and into what. Open addressing over one array: the lookup is the hot spot of encoding.</summary>
internal sealed class PairTable
{
    public const int NoRank = int.MaxValue;

    private readonly Slot[] _slots;
    private readonly int _shift;

    public PairTable(IReadOnlyList<(int Left, int Right, int Merged)> merges)
    {
        var bits = 4;
        while (1 << bits < merges.Count * 2)
        {
            bits++;
        }

        _slots = new Slot[1 << bits];
        _shift = 64 - bits;
        Array.Fill(_slots, new Slot(ulong.MaxValue, NoRank, 0));
        for (var rank = 0; rank < merges.Count; rank++)
        {
            var (left, right, merged) = merges[rank];
            var at = Find(Key(left, right));
            if (_slots[at].Rank == NoRank)
            {
                _slots[at] = new Slot(Key(left, right), rank, merged);
            }
        }
    }

    public int Rank(int left, int right) => _slots[Find(Key(left, right))].Rank;

    /// <summary>Only for a pair that has a rank.</summary>
    public int Merged(int left, int right) => _slots[Find(Key(left, right))].Merged;

    private int Find(ulong key)
    {
        var at = (int)((key * 0x9E3779B97F4A7C15) >> _shift);
        while (_slots[at].Key != key && _slots[at].Key != ulong.MaxValue)
        {
            at = (at + 1) & (_slots.Length - 1);
        }

        return at;
    }

    private static ulong Key(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;

    private readonly record struct Slot(ulong Key, int Rank, int Merged);
}
