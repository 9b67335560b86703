using TrainForge.Data.Pipeline;
using TrainForge.Data.Splits;

namespace TrainForge.Data.Balance;

/// <summary>So many of some rows that each group keeps its share, to one row. Which rows of a group follows from their ids and the seed.</summary>
internal static class StratifiedSample
{
    public static HashSet<string> Ids(IReadOnlyCollection<ExampleRow> rows, long count, long seed)
    {
        var groups = rows.GroupBy(r => r.Group, StringComparer.Ordinal)
            .Select(g => (Rows: g, Name: g.Key, Whole: count * g.Count() / rows.Count, Left: count * g.Count() % rows.Count))
            .ToList();

        // What does not come out even goes to those with the largest rest.
        var missing = count - groups.Sum(g => g.Whole);
        var lucky = groups.OrderByDescending(g => g.Left).ThenBy(g => Draw.Place(g.Name, seed)).ThenBy(g => g.Name, StringComparer.Ordinal)
            .Take((int)missing).Select(g => g.Name).ToHashSet(StringComparer.Ordinal);

        return groups
            .SelectMany(g => g.Rows.OrderBy(r => Draw.Place(r.Id, seed)).ThenBy(r => r.Id, StringComparer.Ordinal).Take((int)g.Whole + (lucky.Contains(g.Name) ? 1 : 0)))
            .Select(r => r.Id)
            .ToHashSet(StringComparer.Ordinal);
    }
}
