using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Duplicates;

/// <summary>
/// Keeps the first of those that teach exactly the same, whatever tests they come from. The terms of all of them hold for it: what came
/// once without a licence has none because it came a second time with one.
/// </summary>
internal sealed class ExactDuplicates : IWholeStage
{
    public string Name => "exact-duplicates";

    public IReadOnlyList<ISketch> Sketches => [];

    public void Run(ExampleTable table, StageLog log, CancellationToken cancel)
    {
        // Sorted by number: hashes as texts in a dictionary were the most that this stage and the next held.
        var rows = table.Rows;
        var order = Enumerable.Range(0, rows.Count).ToArray();
        Array.Sort(order, (one, other) => rows[one].Content.Span.SequenceCompareTo(rows[other].Content.Span) is var by && by != 0 ? by : one.CompareTo(other));
        var found = new List<(int Row, int First)>();
        for (int at = 1, first = 0; at < order.Length; at++)
        {
            if (rows[order[at]].Content.Span.SequenceEqual(rows[order[first]].Content.Span))
            {
                found.Add((order[at], order[first]));
            }
            else
            {
                first = at;
            }
        }

        foreach (var same in found.GroupBy(f => f.First))
        {
            var terms = same.Select(f => rows[f.Row].Terms).Aggregate(rows[same.Key].Terms, (one, other) => one.And(other));
            rows[same.Key].Terms = terms;
            foreach (var (row, _) in same)
            {
                rows[row].Terms = terms; // it may still stand in a pair
            }
        }

        foreach (var (row, first) in found.Order())
        {
            table.Drop(rows[row], log, "duplicate", kept: rows[first].Id);
        }
    }
}
