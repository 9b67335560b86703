using TrainForge.Options;

namespace TrainForge.Tasks;

/// <summary>A task that knows the project's TrainForge properties and reads them as a test process would.</summary>
public abstract class ProjectTask : TrainForgeTask
{
    /// <summary>TrainForgeRoot, when the project sets it.</summary>
    public string? Root { get; set; }

    /// <summary>TrainForgeDatasetName, when the project sets it.</summary>
    public string? DatasetName { get; set; }

    /// <summary>TrainForgeConfig, when the project sets it.</summary>
    public string? Config { get; set; }

    /// <summary>trainforge.dll.</summary>
    public string? Tool { get; set; }

    /// <summary>The environment and the properties in the one order there is; discovery starts at the project.</summary>
    protected RuntimeSettings Settings() => RuntimeSettings.Read(TaskEnvironment.GetEnvironmentVariable, Property, FullPath("."));

    private string? Property(string key) => key switch
    {
        RuntimeSettings.RootKey => Absolute(Root),
        RuntimeSettings.DatasetKey => DatasetName,
        RuntimeSettings.ConfigKey => Absolute(Config),
        RuntimeSettings.ToolKey => Absolute(Tool),
        _ => null,
    };

    private string? Absolute(string? path) => string.IsNullOrWhiteSpace(path) ? null : Path.GetFullPath(FullPath(path));
}
