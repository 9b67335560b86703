using Microsoft.Build.Framework;

namespace TrainForge.Tasks;

/// <summary>Runs 'trainforge train'.</summary>
[MSBuildMultiThreadableTask]
public sealed class Train : ToolCommand
{
    /// <summary>A dataset's name, or name@version.</summary>
    public string? Dataset { get; set; }

    /// <summary>reuse_if_exists, force_new, resume_if_incomplete or continue_from_previous.</summary>
    public string? Mode { get; set; }

    protected override IEnumerable<string> Command() => ["train", .. Option("--dataset", Dataset), .. Option("--mode", Mode)];

    protected override string? PropertyBehind(string option) => option switch
    {
        "--mode" => "TrainForgeRunMode",
        "--dataset" => "TrainForgeDatasetName",
        _ => base.PropertyBehind(option),
    };
}
