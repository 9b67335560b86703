namespace Cake.TrainForge;

/// <summary>Settings of <c>TrainForgeDataset</c>.</summary>
public sealed class TrainForgeDatasetSettings : TrainForgeSettings
{
    /// <summary>The dataset's name; the configuration's when unset.</summary>
    public string? Name { get; set; }

    internal override IEnumerable<string> Command()
    {
        List<string> line = ["dataset", "build"];
        Add(line, "--name", Name);
        return line;
    }
}
