using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TrainForge.Benchmarks;

/// <summary>What one contest gave: seconds per contender, in the order of the rounds, and the machine they were taken on.</summary>
internal sealed record Report(string Benchmark, Machine Machine, IReadOnlyList<Report.Row> Rows)
{
    public static Report Of(string name, Contest contest, int rounds)
    {
        var seconds = contest.Contenders.ToDictionary(c => c.Name, _ => new List<double>());
        foreach (var contender in contest.Contenders)
        {
            contender.Run(); // warm: code compiled, files in memory
        }

        for (var round = 0; round < (rounds > 0 ? rounds : contest.Rounds); round++)
        {
            foreach (var contender in round % 2 == 0 ? contest.Contenders : contest.Contenders.Reverse())
            {
                seconds[contender.Name].Add(contest.InProcess ? ProcessorTime(contender.Run) : contest.OfChildren ? ChildrenTime.Of(contender.Run) : WallTime(contender.Run));
            }
        }

        return new Report(name, Machine.Here(), [.. contest.Contenders.Select(c => Row.Of(c, c.Against ?? contest.Contenders[0].Name, seconds))]);
    }

    // What one process computes is counted in processor time: on a shared machine the clock measures the neighbours.
    private static double ProcessorTime(Action run)
    {
        GC.Collect();
        var start = Environment.CpuUsage.TotalTime;
        run();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    internal static double WallTime(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public string ToJson() => JsonSerializer.Serialize(this, Indented);

    public string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {Benchmark}").AppendLine(Machine.ToString());
        text.AppendLine(CultureInfo.InvariantCulture, $"{"",-34} {"min ms",10} {"median ms",10} {"max ms",10} {"at median",14}   ratio, and between what");
        foreach (var row in Rows)
        {
            var speed = row.Unit.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{row.Amount / row.Median:N0} {row.Unit}/s");
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Name,-34} {row.Min * 1e3,10:N2} {row.Median * 1e3,10:N2} {row.Max * 1e3,10:N2} {speed,14}   {row.Ratio:N3} ({row.Low:N3} to {row.High:N3}) x {row.Against}");
        }

        return text.ToString();
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="Ratio">Median of the round-by-round ratios, so that both sides of each were taken close together.</param>
    /// <param name="Low">Below this lies the ratio at most once in forty such contests, and as seldom above <paramref name="High"/>.</param>
    internal sealed record Row(string Name, string Unit, double Amount, double Min, double Median, double Max, string Against, double Ratio, double Low, double High)
    {
        // Standard deviations of a binomial that leave out one in forty at either end.
        private const double Deviations = 1.96;

        public static Row Of(Contender contender, string against, Dictionary<string, List<double>> seconds)
        {
            var own = seconds[contender.Name];
            var ratios = own.Zip(seconds[against], (a, b) => a / b).Order().ToArray();

            // The true median has as many of them on either side as heads fall of so many coins.
            var outside = Math.Max(0, (int)Math.Floor((ratios.Length - (Deviations * Math.Sqrt(ratios.Length))) / 2));
            return new Row(contender.Name, contender.Unit, contender.Amount, own.Min(), Middle(own), own.Max(), against, Middle(ratios), ratios[outside], ratios[^(outside + 1)]);
        }

        private static double Middle(IEnumerable<double> values)
        {
            var sorted = values.Order().ToArray();
            return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        }
    }
}
