using TrainForge.Diagnostics;

namespace TrainForge.Options;

public enum RunMode { ReuseIfExists, ForceNew, ResumeIfIncomplete, ContinueFromPrevious }

public enum LearningRateSchedule { Cosine, Linear, Constant }

public sealed record TrainingOptions : ISection
{
    [Setting("What to do when a run with the same fingerprints exists.")]
    public RunMode Mode { get; init; } = RunMode.ReuseIfExists;

    [Setting("Folder of the model to start from (config.json, tokenizer.json, *.safetensors). Empty: a new model, as the section 'model' says.", Example = "models/base")]
    public string Base { get; init; } = "";

    [Setting("Longest example, in tokens. A longer one is dropped and counted, never cut.", Min = 16, Max = 1_048_576)]
    public int MaxLength { get; init; } = 1024;

    [Setting("Passes over the dataset. max_steps ends the run earlier.", Min = 1, Max = 10_000)]
    public int Epochs { get; init; } = 1;

    [Setting("Stop after this many optimiser steps; 0 means that only epochs count.", Min = 0, Max = 100_000_000)]
    public int MaxSteps { get; init; }

    [Setting("Highest learning rate.", Min = 0, AboveMin = true, Max = 1)]
    public double LearningRate { get; init; } = 2e-4;

    [Setting("How the learning rate falls after the warm-up.")]
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine;

    [Setting("Share of the steps in which the learning rate rises from nothing.", Min = 0, Max = 1)]
    public double Warmup { get; init; } = 0.05;

    [Setting("Decay of the weights in AdamW.", Min = 0, Max = 1)]
    public double WeightDecay { get; init; } = 0.01;

    [Setting("Sequences per forward pass.", Min = 1, Max = 65_536)]
    public int BatchSize { get; init; } = 4;

    [Setting("Forward passes per optimiser step.", Min = 1, Max = 65_536)]
    public int GradientAccumulation { get; init; } = 1;

    [Setting("Gradients are scaled down to this norm; 0 leaves them alone.", Min = 0, Max = 1e6)]
    public double MaxGradNorm { get; init; } = 1;

    [Setting("Train small adapters instead of all weights.")]
    public LoraOptions Lora { get; init; } = new();

    [Setting("Same seed, same weights, to the bit.", Min = 0)]
    public long Seed { get; init; } = 42;

    public IEnumerable<Diagnostic> CheckTogether(Places places)
    {
        if (Lora.Rank > 0 && Base.Length == 0)
        {
            yield return Rules.SettingsDisagree.At(
                places.In("lora").Of("rank"), places.In("lora").Name("rank"), Lora.Rank, places.Name("base"), "empty",
                "An adapter on a model that was never trained learns nothing: name a base, or set the rank to 0.");
        }
    }
}

public sealed record LoraOptions : ISection
{
    [Setting("Width of the adapters; 0 trains all weights.", Min = 0, Max = 1024)]
    public int Rank { get; init; }

    [Setting("Strength of the adapters: their output is scaled by alpha / rank.", Min = 0, AboveMin = true, Max = 65_536)]
    public double Alpha { get; init; } = 32;

    [Setting("Share of the adapters' inputs left out in each step.", Min = 0, Max = 0.9)]
    public double Dropout { get; init; }

    [Setting("The layers that get an adapter: any of q, k, v, o, gate, up, down.", Min = 1, Max = 7)]
    public IReadOnlyList<string> Targets { get; init; } = ["q", "k", "v", "o", "gate", "up", "down"];

    private static readonly string[] KnownTargets = ["q", "k", "v", "o", "gate", "up", "down"];

    public IEnumerable<Diagnostic> CheckTogether(Places places) =>
        Targets.Where(t => !KnownTargets.Contains(t, StringComparer.Ordinal))
            .Select(t => Rules.OptionOutOfRange.At(places.Of("targets"), places.Name("targets"), $"'{t}'", "made of " + string.Join(", ", KnownTargets)));
}
