namespace TrainForge.Runs.Configuration;

/// <summary>What a command knows before it reads the configuration.</summary>
public sealed record ConfigurationRequest
{
    /// <summary>Where the search for trainforge.yaml begins, upwards.</summary>
    public required string Folder { get; init; }

    /// <summary>A file named by --config or TrainForgeConfig; null searches.</summary>
    public string? File { get; init; }

    /// <summary>The environment named by --env; null takes the setting 'environment'.</summary>
    public string? Environment { get; init; }

    /// <summary>From MSBuild properties, environment variables and the command line, in this order: later ones win.</summary>
    public IReadOnlyList<SettingOverride> Overrides { get; init; } = [];
}

/// <summary>One setting given outside the files.</summary>
/// <param name="Key">As in trainforge.yaml, with points between sections.</param>
/// <param name="Value">As in YAML; empty brings the default back.</param>
/// <param name="Origin">What a message calls the place: "--set", "TrainForgeRunMode".</param>
public sealed record SettingOverride(string Key, string Value, string Origin);
