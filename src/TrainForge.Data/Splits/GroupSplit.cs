using TrainForge.Data.Pipeline;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Data.Splits;

/// <summary>
/// Divides by group, and each group by its own name: a dataset that grows moves no group from one side to the other. The one
/// exception is a side that would be empty; it gets the group whose number is nearest to it.
/// </summary>
internal sealed class GroupSplit(SplitOptions options) : IWholeStage
{
    public const string StageName = "split";

    public string Name => StageName;

    public IReadOnlyList<ISketch> Sketches => [];

    private readonly Dictionary<string, bool> _sides = new(StringComparer.Ordinal);

    public void Run(ExampleTable table, StageLog log, CancellationToken cancel)
    {
        if (options.ValidPercent <= 0)
        {
            return;
        }

        var groups = table.Rows.Select(r => r.Group).Distinct(StringComparer.Ordinal)
            .Select(g => (Name: g, Place: Draw.Place(g, options.Seed)))
            .OrderBy(g => g.Place).ThenBy(g => g.Name, StringComparer.Ordinal)
            .ToList();
        if (groups.Count == 1)
        {
            var recorded = table.Rows.Select(r => r.RecordedGroup).Distinct(StringComparer.Ordinal).Count();
            throw new TrainForgeException(
                recorded > 1 ? Rules.SplitOfOneCluster.Here(table.Rows.Count, recorded, groups[0].Name)
                : table.LeftOut?.Invoke(table.Rows[0].RecordedGroup) is var (conversations, reasons) ? Rules.SplitOfOneLeft.Here(conversations, table.Rows[0].RecordedGroup, reasons)
                : Rules.SplitImpossible.Here(table.Rows.Count, groups[0].Name));
        }

        var below = groups.Count(g => g.Place < options.ValidPercent / 100);
        var valid = groups.Take(Math.Clamp(below, 1, groups.Count - 1)).Select(g => g.Name).ToHashSet(StringComparer.Ordinal);
        groups.ForEach(g => _sides[g.Name] = valid.Contains(g.Name));
        foreach (var row in table.Rows)
        {
            row.IsValid = _sides[row.Group];
        }
    }

    /// <summary>The side of a group once the examples are divided, also of one that has none.</summary>
    public bool IsValidByName(string group) => _sides.TryGetValue(group, out var isValid) ? isValid : Draw.Place(group, options.Seed) < options.ValidPercent / 100;

    /// <summary>The first so many in an order of their own, shown in the order of the whole.</summary>
    public static IReadOnlyList<T> Sample<T>(IReadOnlyList<T> rows, Func<T, string> id, int count, long seed)
    {
        var chosen = rows.Select(id).OrderBy(i => Draw.Place(i, seed)).ThenBy(i => i, StringComparer.Ordinal).Take(count).ToHashSet(StringComparer.Ordinal);
        return [.. rows.Where(r => chosen.Contains(id(r)))];
    }
}
