using TrainForge.Data.Pipeline;
using TrainForge.Options;

namespace TrainForge.Data.Examples;

/// <summary>
/// Finds what can be compared, before anything is left out for being a duplicate or too much of one kind, and sees to it that no
/// prompt of a comparison is divided. What comes of the comparisons is settled when all stages have run.
/// </summary>
internal sealed class PreferenceStage(PreferenceOptions options) : IWholeStage
{
    public const string StageName = "preferences";

    public string Name => StageName;

    public IReadOnlyList<ISketch> Sketches => [TurnSketch.Instance];

    /// <summary>The book of the comparisons: what could be compared, and what became a pair.</summary>
    public StageLog Pairs { get; } = new("pairs");

    /// <summary>The book of the judged answers.</summary>
    public StageLog Answers { get; } = new("judged-answers");

    public IReadOnlyList<Comparison> Comparisons { get; private set; } = [];

    public IReadOnlyList<Judged> Judged { get; private set; } = [];

    /// <summary>Of all of these, by their hashes.</summary>
    public IReadOnlySet<ulong> Prompts { get; private set; } = new HashSet<ulong>();

    public void Run(ExampleTable table, StageLog log, CancellationToken cancel)
    {
        IReadOnlyList<ExampleRow> rows = [.. table.Rows, .. table.Rejected];
        var comparisons = Choices.Compare(rows, table.LoadRecorded, Pairs).Concat(Attempts.Compare(rows, options, Pairs));
        var seen = new Dictionary<string, Comparison>(StringComparer.Ordinal);
        foreach (var comparison in comparisons)
        {
            cancel.ThrowIfCancellationRequested();
            if (!seen.TryAdd(comparison.Id, comparison))
            {
                Pairs.Drop(comparison.Chosen.Id, "duplicate", comparison.Chosen.Test, kept: comparison.Id);
            }
        }

        Comparisons = [.. seen.Values];
        Judged = JudgedTurns.Of(rows, Comparisons, Answers);
        Prompts = Comparisons.Select(c => c.Prompt).Concat(Judged.Select(j => j.Turn.Prompt)).ToHashSet();
        SharedPrompts.Join(rows, Prompts);
    }
}
