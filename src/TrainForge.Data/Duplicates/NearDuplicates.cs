using TrainForge.Data.Pipeline;
using TrainForge.Options;

namespace TrainForge.Data.Duplicates;

/// <summary>
/// Finds examples that are nearly the same. Whatever is near to one of a cluster belongs to it, so that a chain of small changes
/// is one cluster and may share one group; but nothing is left out that is not itself near to the one kept in its place.
/// </summary>
internal sealed class NearDuplicates(NearDuplicateOptions options) : IWholeStage
{
    public const string StageName = "near-duplicates";
    public const string Reason = "near-duplicate";

    // Of a bucket with more than this, only the first that differ are compared with all others: a template that half the
    // corpus was made from would cost a square. The other bands see what this one overlooks.
    private const int Leaders = 32;

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
        IReadOnlyList<ExampleRow> rows =
        [
            .. table.Rows.OrderBy(r => r.Group, StringComparer.Ordinal).ThenBy(r => r.Test, StringComparer.Ordinal).ThenBy(r => r.Id, StringComparer.Ordinal),
        ];
        var comparer = new NearComparer(rows, _sketch, row => Shingles.Of(table.Load(row), options), options.Threshold);
        var clusters = Find(rows, comparer, cancel).Several();
        var groups = new GroupJoins();
        foreach (var cluster in clusters)
        {
            cancel.ThrowIfCancellationRequested();
            var kept = options.Drop ? DropTwins(cluster, rows, comparer, table, log) : cluster;
            groups.Join(kept.Select(row => rows[row].Group));
        }

        if (options.OneGroup)
        {
            groups.Apply(table.Rows.Concat(table.Rejected));
        }
    }

    private Clusters Find(IReadOnlyList<ExampleRow> rows, NearComparer comparer, CancellationToken cancel)
    {
        var clusters = new Clusters(rows.Count);
        var leaders = new List<int>();
        Buckets.Of(rows.Count, Signature, options.Bands, Compare, cancel);
        return clusters;

        ReadOnlySpan<byte> Signature(int row) => rows[row].Sketch(_sketch) is { Length: > 0 } sketch ? NearSketch.All(sketch).Signature : default;

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
    private List<int> DropTwins(IReadOnlyList<int> cluster, IReadOnlyList<ExampleRow> rows, NearComparer comparer, ExampleTable table, StageLog log)
    {
        var kept = new List<int>();
        IEnumerable<int> ranked = options.Keep == KeptDuplicate.First
            ? cluster
            : cluster.OrderByDescending(row => NearSketch.All(rows[row].Sketch(_sketch)).Count).ThenBy(row => row);
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
