using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.TrainForge;

/// <summary>What every alias understands. Where nothing is set, the tool's own order applies: trainforge.yaml, then its defaults.</summary>
public abstract class TrainForgeSettings : ToolSettings
{
    /// <summary>trainforge.dll to run. When unset: the tool manifest, then the restored package TrainForge.Build.</summary>
    public FilePath? TrainForgeTool { get; set; }

    /// <summary>The .trainforge folder. When unset, the tool finds it from the working directory.</summary>
    public DirectoryPath? Root { get; set; }

    /// <summary>A configuration file other than trainforge.yaml in the root.</summary>
    public FilePath? Config { get; set; }

    /// <summary>The environment section of the configuration to apply.</summary>
    public string? Environment { get; set; }

    /// <summary>The command with its own arguments, without the shared ones.</summary>
    internal abstract IEnumerable<string> Command();

    internal IReadOnlyList<string> CommandLine()
    {
        List<string> line = [.. Command()];
        Add(line, "--root", Root?.FullPath);
        Add(line, "--config", Config?.FullPath);
        Add(line, "--env", Environment);
        return line;
    }

    private protected static void Add(List<string> line, string option, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            line.Add(option);
            line.Add(value);
        }
    }
}
