using System.CommandLine;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Runs.Configuration;
using TrainForge.Runs.Examples;
using TrainForge.Runs.Training;

namespace TrainForge.Tool.Commands;

/// <summary>Where a command works and by which settings.</summary>
internal sealed record Project(TrainForgeRoot Root, Configuration Configuration, string Folder)
{
    public ProjectOptions Options => Configuration.Options;

    public static Project Load(SettingsOptions settings, ParseResult line, ToolContext tool, params IEnumerable<SettingOverride> more) =>
        new(tool.FindRoot(), settings.Load(line, tool, more), tool.Folder);

    /// <summary>Tells every problem of the configuration; the exit code when one forbids to go on.</summary>
    public int? Refuse(ToolContext tool) => tool.Tell([.. Root.Check(), .. Configuration.Problems]) is var code and not ExitCode.Done ? code : null;

    /// <summary>Relative paths of the configuration start where it lies.</summary>
    public string BaseFolder => Configuration.File is { } file ? Path.GetDirectoryName(file)! : Folder;

    public TrainingRequest Training(TrainingDataset dataset, ToolContext tool) => new()
    {
        Root = Root,
        Options = Options,
        BaseFolder = BaseFolder,
        Model = Configuration.ProjectName(Path.GetDirectoryName(Root.Folder) ?? Root.Folder),
        Dataset = dataset,
        ToolVersion = ProductVersion.Text,
        Clock = tool.Clock,
        Tell = text => tool.Error.WriteLine(text),
    };
}
