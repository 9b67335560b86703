using System.CommandLine;
using System.Globalization;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Versions;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Runs.Configuration;
using TrainForge.Tool.Cleaning;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge dataset prune: what a build does to old versions when it has written a new one, by hand.</summary>
internal static class DatasetPruneCommand
{
    public static Command Create(ToolContext tool)
    {
        Option<string?> name = new("--name") { Description = "Name of the dataset. Default: dataset.name.", HelpName = "name" };
        Option<int?> keep = new("--keep") { Description = "So many newest versions stay. Default: dataset.keep_versions.", HelpName = "count" };
        Option<bool> yes = new("--yes") { Description = "Remove them. Without this, only show them." };
        var command = new Command("prune", "Show, and with --yes remove, old versions that are neither pinned nor trained on.") { name, keep, yes };
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run, cancel) =>
        {
            var project = Project.Load(settings, line, run, line.GetValue(keep) is { } count ? [new SettingOverride("dataset.keep_versions", count.ToString(CultureInfo.InvariantCulture), "--keep")] : []);
            return Task.FromResult(project.Refuse(run) ?? Run(project, line.GetValue(name) ?? project.Options.Dataset.Name, line.GetValue(yes), run, cancel));
        });
        return command;
    }

    internal static int Run(Project project, string name, bool yes, ToolContext tool, CancellationToken cancel)
    {
        var folder = DatasetPaths.Folder(project.Root, name);
        if (DatasetPaths.Versions(folder).Count == 0)
        {
            DatasetVersions.Find(project.Root, name, version: null);
        }

        var keep = project.Options.Dataset.KeepVersions;
        var used = new TrainedOn(project.Root);
        IReadOnlyList<string> names;
        if (yes)
        {
            tool.Begin();
            var report = VersionPruning.Run(project.Root, folder, keep, used.Contains, cancel)
                ?? throw new TrainForgeException(Rules.LockNotFreed.Here(RootLock.PathOf(project.Root), FileLock.HolderOf(RootLock.PathOf(project.Root)) ?? "a build", "0"));
            tool.Tell(report.Problems);
            names = report.Removed;
        }
        else
        {
            names = [.. VersionPruning.Plan(folder, keep, used.Contains).Select(v => Path.GetFileName(v))];
        }

        tool.Print(new { Name = name, Removed = yes, Versions = names }, text => text.WriteLine(
            names.Count == 0 ? $"Nothing to remove: '{name}' has no version beyond the newest {keep} that is neither pinned nor trained on."
            : yes ? $"Removed {string.Join(", ", names)} of '{name}'."
            : $"{string.Join(", ", names)} of '{name}' would go. Nothing was removed; run again with --yes to do it."));
        return ExitCode.Done;
    }
}
