using System.CommandLine;
using TrainForge.Data.Pipeline;
using TrainForge.Runs.Configuration;

namespace TrainForge.Tool.Commands;

/// <summary>The arguments of commands that look at one version: which dataset, which version, else what the last build of the configured one came to.</summary>
internal sealed class DatasetNaming
{
    private readonly Option<string?> _name = new("--name") { Description = "Name of the dataset. Default: dataset.name.", HelpName = "name" };
    private readonly Argument<string?> _version = new("version") { Description = "A version such as v0003, or name@v0003. Default: the one that the last build came to.", Arity = ArgumentArity.ZeroOrOne };

    public DatasetNaming(Command command)
    {
        command.Add(_version);
        command.Add(_name);
    }

    public DatasetVersion Find(ParseResult line, Configuration configuration, ToolContext tool) =>
        Find(line.GetValue(_version), line.GetValue(_name) ?? configuration.Options.Dataset.Name, tool);

    /// <summary>A version of the dataset, or of the one it names itself: name@v0003, as messages and runs say it.</summary>
    public static DatasetVersion Find(string? version, string name, ToolContext tool) => version?.Split('@', 2) is [var dataset, var of]
        ? DatasetVersions.Find(tool.FindRoot(), dataset, of)
        : DatasetVersions.Find(tool.FindRoot(), name, version);
}
