using TrainForge.Datasets;

namespace TrainForge.Data.Pipeline;

/// <summary>Every example that is still there, in the dataset's order: by group, then test, then id.</summary>
public sealed class ExampleTable(IReadOnlyList<ExampleRow> rows, Func<ExampleRow, Example> load)
{
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);
    private List<ExampleRow> _rows = [.. rows];

    public IReadOnlyList<ExampleRow> Rows => _rows;

    /// <summary>
    /// What nobody is to imitate, in the same order: examples of attempts whose test did not pass, and the worse sides of pairs.
    /// Only as the other side of a comparison may one of them reach a file.
    /// </summary>
    public IReadOnlyList<ExampleRow> Rejected { get; init; } = [];

    /// <summary>The example itself, from disk: for the few that must be looked at whole.</summary>
    public Example Load(ExampleRow row) => load(row);

    /// <summary>How an example is loaded as it was recorded, where that may differ.</summary>
    public Func<ExampleRow, Example>? Recorded { get; init; }

    /// <summary>The example whatever tools a stage has found since: the form in which two conversations are compared.</summary>
    public Example LoadRecorded(ExampleRow row) => (Recorded ?? load)(row);

    /// <summary>Takes it out once the stage has ended, and tells the log.</summary>
    public void Drop(ExampleRow row, StageLog log, string reason, string? kept = null)
    {
        if (_dropped.Add(row.Id))
        {
            log.Drop(row.Id, reason, row.Test, kept);
        }
    }

    internal void Close() => _rows = [.. _rows.Where(r => !_dropped.Contains(r.Id))];
}
