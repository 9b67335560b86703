using System.CommandLine;
using System.Text;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Files;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge dataset pin: a version that is never removed, neither by builds nor by 'clean'.</summary>
internal static class DatasetPinCommand
{
    public static Command Create(ToolContext tool)
    {
        Option<string> reason = new("--reason") { Description = "Why, for whoever finds the pin.", HelpName = "text", DefaultValueFactory = _ => "" };
        Option<bool> remove = new("--remove") { Description = "Take the pin away." };
        var command = new Command("pin", "Keep a version for good: neither builds nor 'clean' remove it.") { reason, remove };
        var naming = new DatasetNaming(command);
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run, cancel) =>
        {
            var configuration = settings.Load(line, run);
            return Task.FromResult(run.Tell(configuration.Problems) is not ExitCode.Done and var code
                ? code
                : Run(() => naming.Find(line, configuration, run), line.GetValue(reason)!, line.GetValue(remove), run, cancel));
        });
        return command;
    }

    internal static int Run(Func<DatasetVersion> find, string reason, bool remove, ToolContext tool, CancellationToken cancel)
    {
        // Said before anything is waited for, and once more when nobody can remove it any more: a pin beside nothing keeps nothing.
        find();
        tool.Begin();
        using var alone = RootLock.Acquire(tool.FindRoot(), cancel);
        var version = find();
        var pin = version.Folder + DatasetPaths.PinSuffix;
        var was = File.Exists(pin);
        if (remove)
        {
            File.Delete(pin); // gone already is fine
        }
        else if (!was || reason.Length > 0)
        {
            // A pin that is there keeps its reason unless another is given.
            AtomicFile.WriteAllBytes(pin, Encoding.UTF8.GetBytes(reason.Length == 0 ? "" : DatasetText.OneLine(reason) + "\n"));
        }

        tool.Print(
            new { version.Manifest.Name, version.Version, Pinned = !remove },
            text => text.WriteLine($"{version.Manifest.Name} {version.Version} is {(!remove ? "pinned: it is never removed" : was ? "no longer pinned" : "not pinned")}."));
        return ExitCode.Done;
    }

    /// <summary>Why a version was pinned, in one line; empty when nobody said.</summary>
    public static string Reason(DatasetVersion version) => DatasetText.OneLine(File.ReadAllText(version.Folder + DatasetPaths.PinSuffix).Trim());
}
