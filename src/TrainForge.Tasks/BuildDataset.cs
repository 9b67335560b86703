using Microsoft.Build.Framework;

namespace TrainForge.Tasks;

/// <summary>Runs 'trainforge dataset build'.</summary>
[MSBuildMultiThreadableTask]
public sealed class BuildDataset : ToolCommand
{
    public string? DatasetName { get; set; }

    protected override IEnumerable<string> Command() => ["dataset", "build", .. Option("--name", DatasetName)];

    protected override string? PropertyBehind(string option) => option == "--name" ? "TrainForgeDatasetName" : base.PropertyBehind(option);
}
