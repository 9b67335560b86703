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

    /// <summary>How large sketches are read, and where a stage may put what it cannot hold. Tables that a test makes by hand hold all in their rows.</summary>
    internal LargeSketch? LargeSketches { get; init; }

    internal string? Workplace { get; init; }

    /// <summary>How many conversations were recorded, and why some are not here, when there were any outside this group; null when there were none.</summary>
    internal Func<string, (int Conversations, string Reasons)?>? LeftOut { get; init; }

    /// <summary>What was sketched of it, from memory or from disk. It may be gone when the next one is loaded.</summary>
    public ReadOnlySpan<byte> LoadSketch(ExampleRow row, ISketch sketch) =>
        row.Find(sketch.Name) is { } held ? held
        : LargeSketches is { } load ? load(row, sketch)
        : throw new InvalidOperationException($"No stage of this build asked for '{sketch.Name}'.");

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

internal delegate ReadOnlySpan<byte> LargeSketch(ExampleRow row, ISketch sketch);
