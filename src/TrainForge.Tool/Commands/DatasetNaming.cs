using System.CommandLine;
using TrainForge.Data.Pipeline;
using TrainForge.Runs.Configuration;

namespace TrainForge.Tool.Commands;

/// <summary>The arguments of commands that look at one version: which dataset, which version, else the newest of the configured one.</summary>
internal sealed class DatasetNaming
{
    private readonly Option<string?> _name = new("--name") { Description = "Name of the dataset. Default: dataset.name.", HelpName = "name" };
    private readonly Argument<string?> _version = new("version") { Description = "A version such as v0003. Default: the newest.", Arity = ArgumentArity.ZeroOrOne };

    public DatasetNaming(Command command)
    {
        command.Add(_version);
        command.Add(_name);
    }

    public DatasetVersion Find(ParseResult line, Configuration configuration, ToolContext tool) =>
        DatasetVersions.Find(tool.FindRoot(), line.GetValue(_name) ?? configuration.Options.Dataset.Name, line.GetValue(_version));
}
