using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Duplicates;

/// <summary>Keeps the first of those that teach exactly the same, whatever tests they come from.</summary>
internal sealed class ExactDuplicates : IWholeStage
{
    public string Name => "exact-duplicates";

    public IReadOnlyList<ISketch> Sketches => [];

    public void Run(ExampleTable table, StageLog log, CancellationToken cancel)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var hash = Convert.ToHexString(row.Content.Span);
            if (!seen.TryAdd(hash, row.Id))
            {
                table.Drop(row, log, "duplicate", kept: seen[hash]);
            }
        }
    }
}
