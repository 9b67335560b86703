using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Options;

namespace TrainForge.Data.Examples;

/// <summary>
/// Attempts of one test that begin alike and go on differently, one of which passed. The test must have meant the same both times:
/// the attempts are of one run or of one commit, or the one that failed came first.
/// </summary>
internal static class Attempts
{
    public static IEnumerable<Comparison> Compare(IEnumerable<ExampleRow> rows, PreferenceOptions options, StageLog log)
    {
        var tests = rows.Where(r => r.Test is not null && (IsPassed(r) || IsFailed(r))).GroupBy(r => r.Test!, StringComparer.Ordinal);
        foreach (var test in tests.Where(t => t.Any(IsPassed) && t.Any(IsFailed)).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            foreach (var prompt in test.SelectMany(Answers).GroupBy(a => a.Turn.Prompt))
            {
                foreach (var comparison in Compare([.. prompt], options, log))
                {
                    yield return comparison;
                }
            }
        }
    }

    /// <summary>And nobody decided against it: a person's word counts for more than a test's.</summary>
    public static bool IsPassed(ExampleRow row) => row.Label?.Outcome == Outcome.Passed && !IsNotPreferred(row);

    public static bool IsNotPreferred(ExampleRow row) => row.Occurrences.Any(o => o.Preference is { IsChosen: false });

    /// <summary>A failure that only the runner saw, as in Dispose, says nothing about the answers.</summary>
    public static bool IsFailed(ExampleRow row) => row.Label is { Outcome: Outcome.Failed, InProcess: null or Outcome.Failed };

    // Rows come in the dataset's order, whatever order they were recorded in; each different answer is compared once.
    private static IEnumerable<Comparison> Compare(IReadOnlyList<Answer> answers, PreferenceOptions options, StageLog log)
    {
        var better = answers.Where(a => IsPassed(a.Row) && a.Turn.IsTrained).GroupBy(a => a.Turn.Answer).ToList();
        var passing = answers.Where(a => IsPassed(a.Row)).Select(a => a.Turn.Answer).ToHashSet();
        var worse = answers.Where(a => IsFailed(a.Row) && !passing.Contains(a.Turn.Answer)).GroupBy(a => a.Turn.Answer).ToList();
        for (var i = 0; better.Count > 0 && i < worse.Count; i++)
        {
            log.Came();
            if (i >= options.PairsPerPrompt)
            {
                log.Drop(worse[i].First().Row.Id, "too-many-for-prompt", worse[i].First().Row.Test);
            }
            else if (Find(better, i, worse[i]) is { } found)
            {
                yield return found;
            }
            else
            {
                log.Drop(worse[i].First().Row.Id, "failed-after-pass", worse[i].First().Row.Test);
            }
        }
    }

    // Taking turns, so that two bad answers are not both compared with the same good one when there are more.
    private static Comparison? Find(List<IGrouping<ulong, Answer>> better, int first, IGrouping<ulong, Answer> worse)
    {
        for (var i = 0; i < better.Count; i++)
        {
            foreach (var good in better[(first + i) % better.Count])
            {
                foreach (var bad in worse)
                {
                    if (Basis(good.Row, bad.Row) is { } basis)
                    {
                        return new Comparison(good.Row, bad.Row, basis, good.Turn, bad.Turn);
                    }
                }
            }
        }

        return null;
    }

    private static string? Basis(ExampleRow good, ExampleRow bad)
    {
        var passes = good.Occurrences.Where(o => o.Label?.Outcome == Outcome.Passed).ToList();
        var failures = bad.Occurrences.Where(o => o.Label?.Outcome == Outcome.Failed).ToList();
        return passes.Any(p => failures.Any(f => SameCode(p, f))) ? PairBasis.Attempts
            : passes.Any(p => failures.Any(f => f.Time < p.Time)) ? PairBasis.Mended
            : null;
    }

    private static bool SameCode(Occurrence one, Occurrence other) =>
        (one.Label?.RunId is { } run && run == other.Label?.RunId) || (one.Commit is { } commit && commit == other.Commit);

    private static IEnumerable<Answer> Answers(ExampleRow row)
    {
        foreach (var turn in TurnSketch.Read(row.Sketch(TurnSketch.Instance)))
        {
            yield return new Answer(row, turn);
        }
    }

    private sealed record Answer(ExampleRow Row, TurnMark Turn);
}
