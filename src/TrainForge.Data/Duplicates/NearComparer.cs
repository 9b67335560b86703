using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Duplicates;

/// <summary>
/// Whether two rows are near duplicates: by their sketches where those are certain, else by the pieces themselves, which are read
/// from disk and kept for a while.
/// </summary>
internal sealed class NearComparer(IReadOnlyList<ExampleRow> rows, NearSketch sketch, Func<ExampleRow, Shingles> load, double threshold)
{
    // 64 MB of pieces. Those of one bucket are compared together, so most are found again.
    private const int MostPieces = 8 * 1024 * 1024;

    private readonly Dictionary<int, Shingles> _loaded = [];
    private int _pieces;

    /// <summary>What they ask and teach is nearly the same.</summary>
    public bool AreNear(int one, int other) =>
        SetSketch.AreNear(NearSketch.All(Sketch(one)), NearSketch.All(Sketch(other)), threshold)
        ?? Shingles.Similarity(Load(one).All, Load(other).All) >= threshold;

    /// <summary>They are near, and so is what they teach alone: one of them is enough.</summary>
    public bool AreTwins(int one, int other) =>
        SetSketch.AreNear(NearSketch.Trained(Sketch(one)), NearSketch.Trained(Sketch(other)), threshold) is var taught
        && taught != false
        && AreNear(one, other)
        && (taught ?? Shingles.Similarity(Load(one).Trained, Load(other).Trained) >= threshold);

    private ReadOnlySpan<byte> Sketch(int row) => rows[row].Sketch(sketch);

    private Shingles Load(int row)
    {
        if (_loaded.TryGetValue(row, out var known))
        {
            return known;
        }

        var shingles = load(rows[row]);
        var pieces = shingles.All.Length + shingles.Trained.Length;
        if (_pieces + pieces > MostPieces)
        {
            _loaded.Clear();
            _pieces = 0;
        }

        _pieces += pieces;
        return _loaded[row] = shingles;
    }
}
