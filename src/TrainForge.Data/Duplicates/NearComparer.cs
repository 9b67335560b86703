namespace TrainForge.Data.Duplicates;

/// <summary>
/// Whether two rows are near duplicates: by their sketches where those are certain, else by the pieces themselves, which are read
/// from disk and kept for a while.
/// </summary>
/// <param name="bytes">What pieces may take of memory. Those of one bucket are compared together, so most are found again.</param>
internal sealed class NearComparer(SketchTable sketches, Func<int, Shingles> load, double threshold, long bytes)
{
    private readonly Dictionary<int, Shingles> _loaded = [];
    private long _pieces;

    /// <summary>What they ask and teach is nearly the same.</summary>
    public bool AreNear(int one, int other) =>
        SetSketch.AreNear(NearSketch.All(sketches[one]), NearSketch.All(sketches[other]), threshold)
        ?? Shingles.Similarity(Load(one).All, Load(other).All) >= threshold;

    /// <summary>They are near, and so is what they teach alone: one of them is enough.</summary>
    public bool AreTwins(int one, int other) =>
        SetSketch.AreNear(NearSketch.Trained(sketches[one]), NearSketch.Trained(sketches[other]), threshold) is var taught
        && taught != false
        && AreNear(one, other)
        && (taught ?? Shingles.Similarity(Load(one).Trained, Load(other).Trained) >= threshold);

    private Shingles Load(int row)
    {
        if (_loaded.TryGetValue(row, out var known))
        {
            return known;
        }

        var shingles = load(row);
        var pieces = shingles.All.Length + shingles.Trained.Length;
        if ((_pieces + pieces) * sizeof(ulong) > bytes)
        {
            _loaded.Clear();
            _pieces = 0;
        }

        _pieces += pieces;
        return _loaded[row] = shingles;
    }
}
