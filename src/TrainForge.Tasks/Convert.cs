using Microsoft.Build.Framework;

namespace TrainForge.Tasks;

/// <summary>Runs 'trainforge convert'.</summary>
[MSBuildMultiThreadableTask]
public sealed class Convert : ToolCommand
{
    /// <summary>The run; the newest completed one when unset.</summary>
    public string? ModelRun { get; set; }

    /// <summary>safetensors or gguf.</summary>
    public string? To { get; set; }

    protected override IEnumerable<string> Command() =>
        ["convert", .. string.IsNullOrWhiteSpace(ModelRun) ? Array.Empty<string>() : [ModelRun], .. Option("--to", To)];

    protected override string? PropertyBehind(string option) => option == "--to" ? "TrainForgeConvertTo" : base.PropertyBehind(option);
}
