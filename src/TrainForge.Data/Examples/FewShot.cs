using TrainForge.Data.Pipeline;
using TrainForge.Data.Sources;
using TrainForge.Options;

namespace TrainForge.Data.Examples;

/// <summary>
/// A few examples of the training part that stand for all: one of each class in turn, of what was brought in the newest first. The age
/// of an example is when it was first seen: seen again with the same answer it is not newer. What tests recorded has no age: of their runs
/// only the last are kept, and a dataset does not change because tests were run again.
/// </summary>
internal sealed class FewShot(FewShotOptions options) : IWholeStage
{
    public const string StageName = "few-shot";

    // What was decided, as the reader of decisions tags it.
    private const string DecisionTag = "decision:";

    public string Name => StageName;

    public IReadOnlyList<ISketch> Sketches => [ClassSketch.Instance];

    /// <summary>In the order in which they are shown.</summary>
    public IReadOnlyList<ExampleRow> Chosen { get; private set; } = [];

    public void Run(ExampleTable table, StageLog log, CancellationToken cancel) => Chosen = Choose(table.Rows.Where(r => !r.IsValid && r.Copies > 0));

    private IReadOnlyList<ExampleRow> Choose(IEnumerable<ExampleRow> training)
    {
        // The most frequent class first: with fewer places than classes the rare ones go without.
        var classes = training.GroupBy(Class, StringComparer.Ordinal)
            .OrderByDescending(c => c.Count()).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => c.OrderByDescending(FirstSeen).ThenBy(r => r.Id, StringComparer.Ordinal).ToList())
            .ToList();
        var rounds = classes.Count == 0 ? 0 : options.Balanced ? classes.Min(c => c.Count) : classes.Max(c => c.Count);
        return
        [
            .. Enumerable.Range(0, rounds)
                .SelectMany(round => classes.Where(c => round < c.Count).Select(c => c[round]))
                .Take(options.Count),
        ];
    }

    private static string Class(ExampleRow row) =>
        row.Tags.FirstOrDefault(t => t.StartsWith(DecisionTag, StringComparison.Ordinal)) ?? ClassSketch.Read(row.Sketch(ClassSketch.Instance));

    private static DateTimeOffset FirstSeen(ExampleRow row) => row.Source == StashSource.KindName ? DateTimeOffset.MinValue : row.Occurrences.Min(o => o.Time) ?? DateTimeOffset.MinValue;
}
