using Microsoft.Build.Framework;

namespace TrainForge.Tasks;

/// <summary>Runs 'trainforge eval'. A gate that fell short fails the build.</summary>
[MSBuildMultiThreadableTask]
public sealed class Evaluate : ToolCommand
{
    /// <summary>The run; the newest completed one when unset.</summary>
    public string? ModelRun { get; set; }

    public string? Suite { get; set; }

    protected override IEnumerable<string> Command() =>
        ["eval", .. string.IsNullOrWhiteSpace(ModelRun) ? Array.Empty<string>() : [ModelRun], .. Option("--suite", Suite)];

    protected override string? PropertyBehind(string option) => option == "--suite" ? "TrainForgeSuite" : base.PropertyBehind(option);
}
