using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Runs.Evaluation;

namespace TrainForge.Tests.Runs.Evaluation;

public sealed class EvaluationJobTests
{
    [Fact]
    public async Task Passes_falls_short_and_says_which_gate()
    {
        using var root = await TrainingRoot.WithDatasetAsync();
        await root.RunAsync(0, "train", "--set", "training.epochs=4");

        var passed = await root.RunAsync(0, "eval");
        root.Configure("evaluation: {gates: {loss_drop: {min: 0.99}, loss: {max: 1000}}}\n");
        var fellShort = await root.RunAsync(3, "eval", root.Variants()[0]);

        Assert.Contains("passed", passed.Out, StringComparison.Ordinal);
        Assert.Contains("TF7024: loss_drop", fellShort.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("TF7024: loss is", fellShort.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cannot_tell_with_too_few_examples()
    {
        using var root = new TrainingRoot(tests: 4);
        root.Configure("");
        await root.RunAsync(0, "dataset", "build", "--set", "dataset.split.valid_percent=1");
        await root.RunAsync(0, "train");

        var cannotTell = await root.RunAsync(4, "eval");

        Assert.Contains("TF7025: There are too few held-out examples for a verdict: 1, and 3 are the least.", cannotTell.Error, StringComparison.Ordinal);
        Assert.Contains("cannot tell: 1 held-out example, 3 are the least", cannotTell.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_suite_and_a_gate_that_measure_nothing()
    {
        using var root = await TrainingRoot.WithDatasetAsync();
        await root.RunAsync(0, "train");

        var suite = await root.RunAsync(1, "eval", "--suite", "tools");
        root.Configure("evaluation: {gates: {loss_dorp: {min: 0}}}\n");
        var metric = await root.RunAsync(1, "eval");

        Assert.Contains("TF7021", suite.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'loss_drop'?", metric.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_measurement_that_is_no_number_passes_no_bound_it_does_not_meet(double broken)
    {
        var gates = new Dictionary<string, GateOptions> { ["loss"] = new() { Max = 1, MaxDrop = 0 } };

        var results = GateResult.Judge(gates, new Dictionary<string, double> { ["loss"] = broken }, new Dictionary<string, double> { ["loss"] = 1 });

        Assert.Equal(2, results.Count);
        Assert.All(results, r => Assert.False(r.Pass));
    }

    [Theory]
    [InlineData("loss", 1.05, true)] // lower is better: 0.05 behind
    [InlineData("loss", 1.2, false)]
    [InlineData("token_accuracy", 0.95, true)]
    [InlineData("token_accuracy", 0.8, false)]
    [InlineData("token_accuracy", 1.5, true)] // ahead
    public void Falling_behind_the_baseline_is_judged_in_the_direction_of_the_metric(string metric, double actual, bool passes)
    {
        var gates = new Dictionary<string, GateOptions> { [metric] = new() { MaxDrop = 0.1 } };

        var result = Assert.Single(GateResult.Judge(gates, new Dictionary<string, double> { [metric] = actual }, new Dictionary<string, double> { [metric] = 1 }));

        Assert.Equal(passes, result.Pass);
    }

    [Fact]
    public void A_drop_without_a_baseline_is_an_error()
    {
        var gates = new Dictionary<string, GateOptions> { ["loss_drop"] = new() { MaxDrop = 0.1 } };

        var e = Assert.Throws<TrainForgeException>(() => GateResult.Judge(gates, new Dictionary<string, double> { ["loss_drop"] = 1 }, new Dictionary<string, double>()));

        Assert.Equal("TF7023", e.Diagnostic.Rule.Code);
    }
}
