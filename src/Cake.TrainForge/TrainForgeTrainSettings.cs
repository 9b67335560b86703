using Cake.Core.IO;

namespace Cake.TrainForge;

/// <summary>Settings of <c>TrainForgeTrain</c>.</summary>
public sealed class TrainForgeTrainSettings : TrainForgeSettings
{
    /// <summary>A dataset's name, or name@version; the newest version when no version is given.</summary>
    public string? Dataset { get; set; }

    /// <summary>The folder of the base model.</summary>
    public DirectoryPath? Base { get; set; }

    /// <summary>reuse_if_exists, force_new, resume_if_incomplete or continue_from_previous.</summary>
    public string? Mode { get; set; }

    internal override IEnumerable<string> Command()
    {
        List<string> line = ["train"];
        Add(line, "--dataset", Dataset);
        Add(line, "--base", Base?.FullPath);
        Add(line, "--mode", Mode);
        return line;
    }
}
