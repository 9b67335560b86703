using System.Diagnostics;

namespace TrainForge.PackageTests;

public sealed class NoOpBuild : IDisposable
{
    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_build_in_which_nothing_changed_starts_no_process()
    {
        Assert.Equal(0, _project.Test().ExitCode);
        var settled = _project.Run("build", "--no-restore");
        Assert.True(settled.ExitCode == 0, settled.Output);

        var states = Directory.GetFiles(_project.In("cache"), "built.txt", SearchOption.AllDirectories);
        var before = File.GetLastWriteTimeUtc(Assert.Single(states));
        var noop = _project.Run("build", "--no-restore");

        Assert.True(noop.ExitCode == 0, noop.Output);
        Assert.DoesNotContain("TrainForge: ", noop.Output, StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(states[0]));
        Assert.Empty(Directory.GetFiles(_project.In(""), "ask-*", SearchOption.AllDirectories));
    }

    // Pairs, the two kinds in turn, and their medians: a machine that is busy is busy for both.
    [Fact]
    public void It_costs_little_over_a_build_without_us()
    {
        Assert.Equal(0, _project.Test().ExitCode);
        Build("true");
        Build("false");
        var with = new List<double>();
        var without = new List<double>();

        for (var pair = 0; pair < 5; pair++)
        {
            with.Add(Build("true"));
            without.Add(Build("false"));
        }

        var cost = Median(with) - Median(without);
        TestContext.Current.SendDiagnosticMessage("no-op build: {0:0} ms with, {1:0} ms without, {2:0} ms more", Median(with), Median(without), cost);
        Assert.True(cost < Math.Max(100, Median(without) * 0.15), $"with {string.Join(' ', with)}, without {string.Join(' ', without)}");
    }

    // The two kinds have outputs of their own; switching would rebuild.
    private double Build(string enabled)
    {
        var clock = Stopwatch.StartNew();
        var run = _project.Run("build", "--no-restore", $"-p:TrainForgeEnabled={enabled}", $"-p:OutDir=out-{enabled}/", $"-p:IntermediateOutputPath=obj/{enabled}/");
        Assert.True(run.ExitCode == 0, run.Output);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
