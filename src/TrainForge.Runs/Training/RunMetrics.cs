using TrainForge.Engine.Training;

namespace TrainForge.Runs.Training;

/// <summary>metrics.json of a run. No times: the same training gives the same bytes.</summary>
public sealed record RunMetrics
{
    public const string FileName = "metrics.json";

    public required int TrainExamples { get; init; }

    public required int ValidExamples { get; init; }

    /// <summary>Longer than max_length, by id. They were left out, never cut.</summary>
    public required IReadOnlyList<string> TooLong { get; init; }

    public required int Parameters { get; init; }

    public required int TrainedParameters { get; init; }

    public double FirstLoss { get; init; }

    public double LastLoss { get; init; }

    /// <summary>Of the base model on the validation examples; null when there are none.</summary>
    public double? ValidLossBefore { get; init; }

    public double? ValidLoss { get; init; }

    public required IReadOnlyList<StepMetrics> Steps { get; init; }
}
