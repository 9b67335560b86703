using System.Globalization;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Runs.Evaluation;

/// <summary>One bound and what was measured against it.</summary>
public sealed record GateResult(string Metric, string Bound, double Actual, bool Pass)
{
    /// <summary>Without gates a model must at least be better than the one it started from.</summary>
    private static readonly Dictionary<string, GateOptions> Least = new(StringComparer.Ordinal) { [Evaluation.Metric.LossDrop.Name] = new GateOptions { Min = 0 } };

    /// <summary>Every bound of every gate. A gate on a metric that the suite does not measure is an error, never a pass.</summary>
    public static IReadOnlyList<GateResult> Judge(
        IReadOnlyDictionary<string, GateOptions> gates,
        IReadOnlyDictionary<string, double> measured,
        IReadOnlyDictionary<string, double> baseline)
    {
        var results = new List<GateResult>();
        foreach (var (name, gate) in (gates.Count > 0 ? gates : Least).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (!measured.TryGetValue(name, out var actual))
            {
                throw new TrainForgeException(Rules.MetricUnknown.Here(name, string.Join(", ", measured.Keys.Order(StringComparer.Ordinal)), Nearest.Suggest(name, measured.Keys)));
            }

            results.AddRange(Bounds(name, gate, actual, baseline));
        }

        return results;
    }

    // Comparisons are written so that NaN fails them.
    private static IEnumerable<GateResult> Bounds(string name, GateOptions gate, double actual, IReadOnlyDictionary<string, double> baseline)
    {
        if (gate.Min is { } min)
        {
            yield return new GateResult(name, $"at least {Text(min)}", actual, actual >= min);
        }

        if (gate.Max is { } max)
        {
            yield return new GateResult(name, $"at most {Text(max)}", actual, actual <= max);
        }

        if (gate.MaxDrop is { } drop)
        {
            if (!baseline.TryGetValue(name, out var before))
            {
                throw new TrainForgeException(Rules.BaselineMissing.Here(name));
            }

            var behind = Evaluation.Metric.All.First(m => m.Name == name).LowerIsBetter ? actual - before : before - actual;
            yield return new GateResult(name, $"at most {Text(drop)} behind the baseline's {Text(before)}", actual, behind <= drop);
        }
    }

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
