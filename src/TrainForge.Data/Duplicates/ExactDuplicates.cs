using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Duplicates;

/// <summary>Keeps the first of those that teach exactly the same, whatever tests they come from.</summary>
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

        foreach (var (row, first) in found.Order())
        {
            table.Drop(rows[row], log, "duplicate", kept: rows[first].Id);
        }
    }
}
