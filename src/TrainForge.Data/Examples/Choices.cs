using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;

namespace TrainForge.Data.Examples;

/// <summary>Pairs that somebody chose from: rows that name the same comparison. There are few of them, so the examples themselves are looked at.</summary>
internal static class Choices
{
    public static IEnumerable<Comparison> Compare(IEnumerable<ExampleRow> rows, Func<ExampleRow, Example> load, StageLog log)
    {
        var sides =
            from row in rows
            from preference in row.Occurrences.Select(o => o.Preference).OfType<Preference>().Distinct()
            select (Row: row, preference.Pair, preference.IsChosen);
        foreach (var pair in sides.GroupBy(s => s.Pair, StringComparer.Ordinal).OrderBy(p => p.First().Row.Id, StringComparer.Ordinal).ThenBy(p => p.Key, StringComparer.Ordinal))
        {
            log.Came();
            var chosen = ByLength(pair.Where(s => s.IsChosen).Select(s => s.Row));
            var rejected = ByLength(pair.Where(s => !s.IsChosen).Select(s => s.Row));
            var first = (chosen.Count > 0 ? chosen : rejected)[0];
            if (chosen.Count == 0 || rejected.Count == 0)
            {
                log.Drop(first.Id, "other-side-missing", first.Test);
            }
            else if (Compare(chosen, rejected[^1], load, out var reason) is { } comparison)
            {
                yield return comparison;
            }
            else
            {
                log.Drop(first.Id, reason!, first.Test);
            }
        }
    }

    // Where a conversation is shown turn by turn, the view that ends with the turn in question is the one in which it counts.
    private static Comparison? Compare(IReadOnlyList<ExampleRow> chosen, ExampleRow rejected, Func<ExampleRow, Example> load, out string? reason)
    {
        var other = load(rejected);
        reason = null;
        foreach (var row in chosen)
        {
            reason = Difference.Find(load(row), other, out var better, out var worse);
            if (reason is null)
            {
                return new Comparison(row, rejected, PairBasis.Chosen, better, worse);
            }
        }

        return null;
    }

    private static IReadOnlyList<ExampleRow> ByLength(IEnumerable<ExampleRow> rows) =>
        [.. rows.OrderBy(r => TurnSketch.ReadHead(r.Sketch(TurnSketch.Instance)).Messages).ThenBy(r => r.Id, StringComparer.Ordinal)];
}
