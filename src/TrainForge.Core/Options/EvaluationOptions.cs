using TrainForge.Diagnostics;

namespace TrainForge.Options;

public sealed record EvaluationOptions : ISection
{
    /// <summary>The suite that is no file: the validation part of the dataset.</summary>
    public const string HeldOut = "held-out";

    [Setting("Files or folders of evaluation suites.", Example = "[evaluation/tools.yaml]")]
    public IReadOnlyList<string> Suites { get; init; } = [];

    [Setting("The run or report to compare with. Empty: the model that the run began with; others are not there yet.", NotYet = true)]
    public string Baseline { get; init; } = "";

    [Setting("Attempts per case. More than one are not there yet.", Min = 1, Max = 10_000, NotYet = true)]
    public int Trials { get; init; } = 1;

    [Setting("Same seed, same sampling.", Min = 0)]
    public long Seed { get; init; } = 42;

    [Setting("What a model must reach, by metric. Every gate counts for the verdict and the exit code.", Example = "{valid_rate: {min: 0.85}}")]
    public IReadOnlyDictionary<string, GateOptions> Gates { get; init; } = new Dictionary<string, GateOptions>(StringComparer.Ordinal);
}

public sealed record GateOptions : ISection
{
    [Setting("The metric must be at least this.", Example = "0.85")]
    public double? Min { get; init; }

    [Setting("The metric must be at most this.", Example = "0.05")]
    public double? Max { get; init; }

    [Setting("The metric may fall behind the baseline by at most this.", Min = 0, Example = "0.02")]
    public double? MaxDrop { get; init; }

    public IEnumerable<Diagnostic> CheckTogether(Places places)
    {
        if (Min is null && Max is null && MaxDrop is null)
        {
            yield return Rules.OptionOutOfRange.At(places.Of("min"), places.Name("min"), "missing, as are max and max_drop", "set, or one of the other two: a gate without a bound always passes");
        }

        if (Min > Max)
        {
            yield return Rules.OptionOutOfRange.At(places.Of("min"), places.Name("min"), Min, $"at most max, which is {Max.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        }
    }
}
