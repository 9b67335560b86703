using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Runs.Examples;

namespace TrainForge.Runs.Training;

/// <summary>What to train, all of it resolved: nothing is looked up or merged after this.</summary>
public sealed record TrainingRequest
{
    public required TrainForgeRoot Root { get; init; }

    public required ProjectOptions Options { get; init; }

    /// <summary>The folder that relative paths of the configuration start from.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>The name of the project, which is the model's folder.</summary>
    public required string Model { get; init; }

    public required TrainingDataset Dataset { get; init; }

    public required string ToolVersion { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What is being done, for a person who waits.</summary>
    public Action<string> Tell { get; init; } = _ => { };
}

/// <summary>What came of it.</summary>
/// <param name="Reused">An earlier run with the same fingerprints is complete; nothing was trained.</param>
public sealed record TrainingResult(RunFolder Run, bool Reused);
