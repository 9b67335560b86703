using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;

namespace TrainForge.Runs.Configuration;

/// <summary>The settings after every merge. With problems in it, it is for showing them and nothing else.</summary>
/// <param name="File">The trainforge.yaml read; null when there is none and defaults hold.</param>
public sealed record Configuration(ProjectOptions Options, string? File, Places Places, IReadOnlyList<Diagnostic> Problems)
{
    public const string FileName = RootFinder.ConfigurationName;

    /// <summary>Every file that was read, or named and not found: trainforge.yaml, then the files of its sections.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The name of the project: as set, else of the folder that holds the file.</summary>
    public string ProjectName(string folder) =>
        Options.Project.Length > 0 ? Options.Project : Path.GetFileName(Path.TrimEndingDirectorySeparator(File is null ? folder : Path.GetDirectoryName(File)!));
}
