using TrainForge.Data.Rendering;
using TrainForge.Files;
using TrainForge.Options;

namespace TrainForge.Data.Pipeline;

/// <summary>What 'dataset build' needs to know.</summary>
public sealed record DatasetBuildOptions
{
    public required TrainForgeRoot Root { get; init; }

    public required DatasetOptions Dataset { get; init; }

    public required RedactionOptions Redaction { get; init; }

    /// <summary>Which stashes are read, and kept after the build.</summary>
    public CaptureOptions Capture { get; init; } = new();

    /// <summary>Of the tool, for provenance: never part of what is hashed.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Where relative paths of the settings start: the folder of trainforge.yaml.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>Where settings were given, to name the line of one that turns out to be wrong.</summary>
    public Places Places { get; init; } = new();

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How many shards are read at once. It decides nothing but the time a build takes.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Reads everything again even when nothing seems to have changed.</summary>
    public bool Force { get; init; }

    /// <summary>Files and folders outside the root that a build reads because the settings name them, whether they are there or not.</summary>
    public IEnumerable<string> NamedPlaces =>
        TextModel.Places(Dataset.Rendering, BaseFolder).Concat(Dataset.Decontamination.Against.Concat(Dataset.ToolSchemas.Signatures is { Length: > 0 } tools ? [tools] : []).Select(named => Path.Combine(BaseFolder, named)));
}
