using System.CommandLine;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Runs.Configuration;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge init: a trainforge.yaml with every setting in it, and the five steps to the first dataset.</summary>
internal static class InitCommand
{
    private const string Schema = ConfigurationSchema.FileName;

    public static Command Create(ToolContext tool)
    {
        Argument<string> folder = new("folder") { Description = "Where trainforge.yaml goes. Default: here.", DefaultValueFactory = _ => "." };
        Option<bool> schema = new("--schema") { Description = $"Write {Schema} beside it, so that editors complete and check." };
        var command = new Command("init", "Write a trainforge.yaml and say what to do next.") { folder, schema };
        command.Runs(tool, (line, run) => Run(line.GetValue(folder)!, line.GetValue(schema), run));
        return command;
    }

    internal static int Run(string folder, bool withSchema, ToolContext tool)
    {
        var file = Path.Combine(tool.FullPath(folder), Configuration.FileName);
        if (Path.Exists(file))
        {
            throw new TrainForgeException(Rules.AlreadyThere.Here(file));
        }

        tool.Begin();
        if (withSchema)
        {
            AtomicFile.WriteAllText(Path.Combine(tool.FullPath(folder), Schema), ConfigurationSchema.Write());
        }

        AtomicFile.WriteAllText(file, ConfigurationTemplate.Write(withSchema ? Schema : null));

        // As the tests will find it from where the file lies; a root on this command line is relative to here.
        var option = string.IsNullOrWhiteSpace(tool.Root) ? null : tool.FullPath(tool.Root);
        var root = RootFinder.Find(option, tool.Environment(RootFinder.Variable), null, Path.GetDirectoryName(file)!);
        string[] next =
        [
            .. GitIgnore.Advice(root),
            $"In the test project: <PackageReference Include=\"TrainForge.Build\" Version=\"{ProductVersion.Text}\" PrivateAssets=\"all\" />",
            "In the tests, around the client they call: client.WithTrainForge()",
            "Run them: dotnet test",
            $"The dataset is then in {Path.Combine(root.Datasets, DatasetOptions.DefaultName)}",
            "Train on it: trainforge train",
        ];
        tool.Print(new { File = file, Next = next }, text =>
        {
            text.WriteLine($"Wrote {file}. Next:");
            for (var i = 0; i < next.Length; i++)
            {
                text.WriteLine($"  {i + 1}. {next[i]}");
            }
        });
        return ExitCode.Done;
    }
}
