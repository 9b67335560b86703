using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Examples;

/// <summary>
/// Answers whose worth is known by themselves: the last one of an attempt that passed; the only one of an attempt that failed,
/// since the fault can be nowhere else; and both sides of every comparison. None unless some are wanted and some are not: from
/// the ones alone nothing can be learned.
/// </summary>
internal static class JudgedTurns
{
    public static IReadOnlyList<Judged> Of(IEnumerable<ExampleRow> rows, IEnumerable<Comparison> comparisons, StageLog log)
    {
        var found = new Dictionary<(ulong Prompt, ulong Answer), Judged>();
        var both = new HashSet<(ulong, ulong)>();
        var order = new List<(ulong, ulong)>();
        foreach (var judged in comparisons.SelectMany(Sides).Concat(rows.SelectMany(Alone)))
        {
            var key = (judged.Turn.Prompt, judged.Turn.Answer);
            if (found.TryAdd(key, judged))
            {
                order.Add(key);
            }
            else
            {
                found[key].Row.Terms = found[key].Row.Terms.And(judged.Row.Terms);
                if (found[key].Label != judged.Label)
                {
                    both.Add(key);
                }
            }
        }

        log.Came(both.Count);
        foreach (var key in order.Where(both.Contains))
        {
            log.Drop(found[key].Row.Id, "judged-both-ways", found[key].Row.Test);
        }

        IReadOnlyList<Judged> clear = [.. order.Where(key => !both.Contains(key)).Select(key => found[key])];
        if (clear.All(j => j.Label) || !clear.Any(j => j.Label))
        {
            return [];
        }

        log.Came(clear.Count);
        return clear;
    }

    private static IEnumerable<Judged> Sides(Comparison c) => [new Judged(c.Chosen, c.Better, Label: true, c.Chosen), new Judged(c.Rejected, c.Worse, Label: false, c.Chosen)];

    private static IEnumerable<Judged> Alone(ExampleRow row)
    {
        var isPassed = Attempts.IsPassed(row);
        if (!isPassed && !Attempts.IsFailed(row))
        {
            return [];
        }

        var sketch = row.Sketch(TurnSketch.Instance);
        var turns = TurnSketch.Read(sketch);
        var (messages, isPart) = TurnSketch.ReadHead(sketch);
        return !isPart && turns.Count > 0 && turns[^1] is { IsTrained: true, Message: > 0 } last && last.Message == messages - 1 && (isPassed || turns.Count == 1) ? [new Judged(row, last, isPassed, row)] : [];
    }
}
