using System.CommandLine;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge dataset: from what was recorded to versions that never change.</summary>
internal static class DatasetCommand
{
    public static Command Create(ToolContext tool) => new("dataset", "Build dataset versions from what was recorded, and look at them.")
    {
        DatasetBuildCommand.Create(tool),
        DatasetListCommand.Create(tool),
        DatasetShowCommand.Create(tool),
        DatasetDiffCommand.Create(tool),
        DatasetVerifyCommand.Create(tool),
        DatasetExportCommand.Create(tool),
        DatasetAuditCommand.Create(tool),
        DatasetPinCommand.Create(tool),
        DatasetPruneCommand.Create(tool),
    };
}
