using TrainForge.Data.Pipeline;
using TrainForge.Options;

namespace TrainForge.Data.Duplicates;

/// <summary>
/// Finds examples that are nearly the same. Whatever is near to one of a cluster belongs to it, so that a chain of small changes
/// is one cluster and may share one group; but nothing is left out that is not itself near to the one kept in its place.
/// </summary>
/// <param name="memory">In bytes; what <see cref="NearDuplicateOptions.MemoryMb"/> says unless given. It decides nothing that comes out.</param>
internal sealed class NearDuplicates(NearDuplicateOptions options, long? memory = null) : IWholeStage
{
    public const string StageName = "near-duplicates";
    public const string Reason = "near-duplicate";

    // Of a bucket with more than this, only the first that differ are compared with all others: a template that half the
    // corpus was made from would cost a square. The other bands see what this one overlooks.
    private const int Leaders = 32;

    private const long MostPieceBytes = 64L * 1024 * 1024;

    private readonly NearSketch _sketch = new(options);

    public string Name => StageName;

    public IReadOnlyList<ISketch> Sketches => options.Enabled ? [_sketch] : [];

    public void Run(ExampleTable table, StageLog log, CancellationToken cancel)
    {
        if (!options.Enabled || !(options.Drop || options.OneGroup))
        {
            return;
        }

        // The dataset's own order, whatever stages before this one made of it.
        var rows = table.Rows.ToArray();
        Array.Sort(rows, static (one, other) =>
            string.CompareOrdinal(one.Group, other.Group) is var group && group != 0 ? group
            : string.CompareOrdinal(one.Test, other.Test) is var test && test != 0 ? test
            : string.CompareOrdinal(one.Id, other.Id));

        // A quarter for pieces, half for sketches and a quarter for keys. Those who fit into less take less.
        var bytes = memory ?? options.MemoryMb * 1024L * 1024;
        var sketches = new SketchTable(rows.Length, _sketch.Length, row => table.LoadSketch(rows[row], _sketch), bytes / 2);
        var comparer = new NearComparer(sketches, row => Shingles.Of(table.Load(rows[row]), options), options.Threshold, Math.Min(bytes / 4, MostPieceBytes));
        var buckets = new Buckets(sketches, options.Bands, bytes / 4, () => SpillFile.Create(table.Workplace ?? throw new InvalidOperationException("The table has no place for files.")));
        var clusters = Find(buckets, rows.Length, comparer, cancel).Several();
        var groups = new GroupJoins();
        foreach (var cluster in clusters)
        {
            cancel.ThrowIfCancellationRequested();
            var kept = options.Drop ? DropTwins(cluster, rows, sketches, comparer, table, log) : cluster;
            groups.Join(kept.Select(row => rows[row].Group));
        }

        if (options.OneGroup)
        {
            groups.Apply(table.Rows.Concat(table.Rejected));
        }
    }

    private static Clusters Find(Buckets buckets, int count, NearComparer comparer, CancellationToken cancel)
    {
        var clusters = new Clusters(count);
        var leaders = new List<int>();
        buckets.Of(Compare, cancel);
        return clusters;

        void Compare(ReadOnlySpan<int> bucket)
        {
            leaders.Clear();
            foreach (var row in bucket)
            {
                var follows = false;
                foreach (var leader in leaders)
                {
                    if (clusters.AreOne(leader, row))
                    {
                        follows |= bucket.Length > Leaders;
                    }
                    else if (comparer.AreNear(leader, row))
                    {
                        clusters.Join(leader, row);
                        follows |= bucket.Length > Leaders;
                    }
                }

                if (!follows && leaders.Count < Leaders)
                {
                    leaders.Add(row);
                }
            }
        }
    }

    // The best first, then whatever is no twin of one that was kept already.
    private List<int> DropTwins(IReadOnlyList<int> cluster, ExampleRow[] rows, SketchTable sketches, NearComparer comparer, ExampleTable table, StageLog log)
    {
        var kept = new List<int>();
        IEnumerable<int> ranked = options.Keep == KeptDuplicate.First
            ? cluster
            : cluster.OrderByDescending(row => NearSketch.All(sketches[row]).Count).ThenBy(row => row);
        foreach (var row in ranked)
        {
            var twin = kept.FindIndex(other => comparer.AreTwins(other, row));
            if (twin < 0)
            {
                kept.Add(row);
            }
            else
            {
                table.Drop(rows[row], log, Reason, kept: rows[kept[twin]].Id);
            }
        }

        return kept;
    }
}
