using System.Text.RegularExpressions;
using Microsoft.Build.Framework;

namespace TrainForge.Tasks;

/// <summary>Runs 'trainforge dataset build'.</summary>
[MSBuildMultiThreadableTask]
public sealed partial class BuildDataset : ToolCommand
{
    public string? DatasetName { get; set; }

    /// <summary>The folder of the version that is there now; the tool alone knows the name that trainforge.yaml gives the dataset.</summary>
    [Output]
    public string Version { get; private set; } = "";

    protected override IEnumerable<string> Command() => ["dataset", "build", .. Option("--name", DatasetName)];

    protected override string? PropertyBehind(string option) => option == "--name" ? "TrainForgeDatasetName" : base.PropertyBehind(option);

    public override bool Execute()
    {
        var built = base.Execute();
        Version = built ? FolderAtEnd().Match(LastLine ?? "").Groups[1].Value : "";
        return built;
    }

    [GeneratedRegex("to validate with, in (.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex FolderAtEnd();
}
