using TrainForge.Data.Pipeline;
using TrainForge.Options;

namespace TrainForge.Data.Balance;

/// <summary>
/// Leaves out training examples of categories that are too large a share of all. An example that calls several tools counts for
/// the one that the fewest others call: it is kept for what it alone can teach. One that calls none is never left out.
/// </summary>
internal sealed class BalanceStage(BalanceOptions options) : IWholeStage
{
    public const string StageName = "balance";
    public const string Reason = "over-cap";

    private readonly TraitSketch _traits = new(options.ShellTools);

    public string Name => StageName;

    // Asked for without a cap too: the manifest tells what is called.
    public IReadOnlyList<ISketch> Sketches => [_traits];

    public void Run(ExampleTable table, StageLog log, CancellationToken cancel)
    {
        if (options.MaxPercent >= BalanceOptions.NoCap)
        {
            return;
        }

        var train = table.Rows.Where(r => !r.IsValid).Select(r => (Row: r, Calls: Traits.Read(r.Sketch(_traits)).Calls)).ToList();
        var users = train.SelectMany(t => t.Calls.Select(c => c.Category)).CountBy(c => c, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var categories = train.Where(t => t.Calls.Count > 0)
            .GroupBy(t => t.Calls.Select(c => c.Category).OrderBy(c => users[c]).ThenBy(c => c, StringComparer.Ordinal).First(), t => t.Row, StringComparer.Ordinal)
            .OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => (Name: c.Key, Rows: c.ToList()))
            .ToList();
        var level = CategoryCap.Level([.. categories.Select(c => (long)c.Rows.Count)], train.Count(t => t.Calls.Count == 0), options.MaxPercent);
        foreach (var (name, rows) in categories)
        {
            cancel.ThrowIfCancellationRequested();
            log.Count(name, rows.Count, Math.Min(rows.Count, level));
            if (rows.Count > level)
            {
                var kept = StratifiedSample.Ids(rows, level, options.Seed);
                foreach (var row in rows.Where(r => !kept.Contains(r.Id)))
                {
                    table.Drop(row, log, Reason);
                }
            }
        }
    }
}
