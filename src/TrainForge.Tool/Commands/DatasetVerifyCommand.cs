using System.CommandLine;
using TrainForge.Data.Pipeline;
using TrainForge.Runs.Configuration;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge dataset verify: builds a version again and compares every byte. 3 when it differs, 4 when nobody can tell.</summary>
internal static class DatasetVerifyCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Command("verify", "Build a version again from what it was built from, and compare every byte.");
        var naming = new DatasetNaming(command);
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run, cancel) =>
        {
            var configuration = settings.Load(line, run);
            return run.Tell(configuration.Problems) is not ExitCode.Done and var code
                ? Task.FromResult(code)
                : RunAsync(naming.Find(line, configuration, run), configuration, run, cancel);
        });
        return command;
    }

    internal static async Task<int> RunAsync(DatasetVersion version, Configuration configuration, ToolContext tool, CancellationToken cancel)
    {
        tool.Begin();
        var proof = await DatasetVerification.RunAsync(version, DatasetBuildCommand.Options(configuration, tool), cancel);
        tool.Tell(proof.Problems);
        tool.Print(
            new { version.Manifest.Name, version.Version, version.Manifest.ContentHash, Same = proof.Problems.Count == 0, proof.CanTell, Problems = proof.Problems.Select(p => new { p.Rule.Code, p.Message }) },
            text =>
            {
                if (proof.Problems.Count == 0)
                {
                    text.WriteLine($"{version.Manifest.Name} {version.Version} was built again: every byte is the same. Content {version.Manifest.ContentHash}");
                }
            });
        return proof.Problems.Count == 0 ? ExitCode.Done : proof.CanTell ? ExitCode.FellShort : ExitCode.CannotTell;
    }
}
