using TrainForge.Diagnostics;

namespace TrainForge.Engine.Training;

public enum ScheduleKind { Constant, Linear, Cosine }

/// <summary>What the numbers of a training depend on, and nothing else. Defaults suit a LoRA on a small model.</summary>
public sealed record TrainingOptions
{
    public double LearningRate { get; init; } = DefaultLearningRate;

    public ScheduleKind Schedule { get; init; } = ScheduleKind.Cosine;

    /// <summary>Share of all steps in which the rate climbs from zero.</summary>
    public double WarmupRatio { get; init; } = DefaultWarmupRatio;

    public int Epochs { get; init; } = DefaultEpochs;

    /// <summary>Stops there even when epochs remain; 0 means no such limit.</summary>
    public int MaxSteps { get; init; }

    /// <summary>Examples computed at once.</summary>
    public int BatchSize { get; init; } = DefaultBatchSize;

    /// <summary>Batches per step; a step sees BatchSize x AccumulationSteps examples.</summary>
    public int AccumulationSteps { get; init; } = 1;

    public double WeightDecay { get; init; } = DefaultWeightDecay;

    public double Beta1 { get; init; } = 0.9;

    public double Beta2 { get; init; } = 0.999;

    public double AdamEpsilon { get; init; } = 1e-8;

    /// <summary>Gradients are scaled down to this global norm; 0 switches clipping off.</summary>
    public double MaxGradientNorm { get; init; } = 1.0;

    /// <summary>The longest example allowed; 0 means the model's own limit.</summary>
    public int MaxTokens { get; init; }

    /// <summary>Decides the order of examples and the dropout masks.</summary>
    public ulong Seed { get; init; } = DefaultSeed;

    public const double DefaultLearningRate = 2e-4;
    public const double DefaultWarmupRatio = 0.03;
    public const int DefaultEpochs = 3;
    public const int DefaultBatchSize = 4;
    public const double DefaultWeightDecay = 0.01;
    public const ulong DefaultSeed = 1;

    public IEnumerable<Diagnostic> Check()
    {
        if (!(LearningRate is >= 0 and <= 1))
        {
            yield return Rules.OptionOutOfRange.Here("learning_rate", LearningRate, "between 0 and 1");
        }

        if (!(WarmupRatio is >= 0 and <= 1))
        {
            yield return Rules.OptionOutOfRange.Here("warmup_ratio", WarmupRatio, "between 0 and 1");
        }

        foreach (var (name, value, least) in Counts())
        {
            if (value < least || value > 1_000_000)
            {
                yield return Rules.OptionOutOfRange.Here(name, value, $"between {least} and 1000000");
            }
        }

        foreach (var (name, value) in Fractions())
        {
            if (!(value is >= 0 and < 1))
            {
                yield return Rules.OptionOutOfRange.Here(name, value, "at least 0 and below 1");
            }
        }

        if (!(AdamEpsilon is > 0 and < 1))
        {
            yield return Rules.OptionOutOfRange.Here("adam_epsilon", AdamEpsilon, "between 0 and 1");
        }

        if (!(MaxGradientNorm is >= 0 and <= 1e6))
        {
            yield return Rules.OptionOutOfRange.Here("max_gradient_norm", MaxGradientNorm, "between 0 (off) and 1000000");
        }
    }

    private IEnumerable<(string Name, int Value, int Least)> Counts() =>
    [
        ("epochs", Epochs, 1),
        ("max_steps", MaxSteps, 0),
        ("batch_size", BatchSize, 1),
        ("gradient_accumulation", AccumulationSteps, 1),
        ("max_tokens", MaxTokens, 0),
    ];

    private IEnumerable<(string Name, double Value)> Fractions() => [("weight_decay", WeightDecay), ("beta1", Beta1), ("beta2", Beta2)];
}
