using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TrainForge.PackageTests;

public sealed partial class NoOpBuild : IDisposable
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

    [Fact]
    public void A_file_that_only_the_configuration_names_makes_a_build_when_it_changes()
    {
        _project.Write("trainforge.yaml", "dataset: dataset.yaml\nevaluation: {suites: [questions.txt]}\n");
        _project.Write("dataset.yaml", "split: {valid_percent: 50}\n");
        _project.Write("questions.txt", "Nothing that anybody here was ever asked about.\n");
        Assert.Equal(0, _project.Test().ExitCode);
        Assert.DoesNotContain("TrainForge: ", Build().Output, StringComparison.Ordinal);

        _project.Write("questions.txt", "Nothing, once more, that anybody here was ever asked about.\n");
        var suite = Build();
        _project.Write("dataset.yaml", "split: {valid_percent: 0}\n");
        var section = Build();
        Build();

        Assert.True(suite.Output.Contains("TrainForge: Dataset 'main' v0002 (new)", StringComparison.Ordinal), suite.Output);
        Assert.True(section.Output.Contains("TrainForge: Dataset 'main' v0003 (new)", StringComparison.Ordinal), section.Output);
        Assert.DoesNotContain("TrainForge: ", Build().Output, StringComparison.Ordinal);

        Ran Build()
        {
            var run = _project.Run("build", "--no-restore");
            Assert.True(run.ExitCode == 0, run.Output);
            return run;
        }
    }

    // What our own targets took, as MSBuild counts it, and the whole of builds with and without us in turn. The least of several is
    // taken: a busy machine only ever adds.
    [Fact]
    public void It_costs_less_than_a_tenth_of_a_second()
    {
        Assert.Equal(0, _project.Test().ExitCode);
        Build("true");
        Build("false");
        var (with, without, ours) = (new List<double>(), new List<double>(), new List<double>());

        for (var pair = 0; pair < 5; pair++)
        {
            var (whole, part) = Build("true");
            with.Add(whole);
            ours.Add(part);
            without.Add(Build("false").Whole);
        }

        TestContext.Current.SendDiagnosticMessage(
            "no-op build: our targets {0:0} ms; whole build {1:0} ms with us, {2:0} ms without (least of five pairs)", ours.Min(), with.Min(), without.Min());
        Assert.InRange(ours.Min(), 1, 100);
    }

    // The two kinds have outputs of their own; switching would rebuild.
    private (double Whole, double Ours) Build(string enabled)
    {
        var clock = Stopwatch.StartNew();
        var run = _project.Run(
            "build", "--no-restore", $"-p:TrainForgeEnabled={enabled}", $"-p:OutDir=out-{enabled}/", $"-p:IntermediateOutputPath=obj/{enabled}/", "-clp:PerformanceSummary");
        Assert.True(run.ExitCode == 0, run.Output);
        return (clock.Elapsed.TotalMilliseconds, OurTargets().Matches(run.Output).Sum(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"^\s*([0-9]+) ms\s+_TrainForge\w+\s", RegexOptions.Multiline)]
    private static partial Regex OurTargets();
}
