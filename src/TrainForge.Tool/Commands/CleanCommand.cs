using System.CommandLine;
using System.Globalization;
using TrainForge.Data.Sources.Retention;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Runs.Configuration;
using TrainForge.Tool.Cleaning;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge clean: what old runs left, shown first and removed only with --yes.</summary>
internal static class CleanCommand
{
    private const int DefaultDays = 30;

    // A person waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create(ToolContext tool)
    {
        Option<int> days = new("--older-than") { Description = "Only what is older than this many days.", HelpName = "days", DefaultValueFactory = _ => DefaultDays };
        Option<int?> size = new("--max-size") { Description = "Stashes may take this many megabytes; beyond it the oldest go, whatever their age.", HelpName = "MB" };
        Option<bool> yes = new("--yes") { Description = "Remove it. Without this, only show it." };
        var command = new Command("clean", "Show, and with --yes remove, old stashes, unused dataset versions and leftovers.") { days, size, yes };
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run, cancel) =>
        {
            var configuration = settings.Load(line, run);
            if (run.Tell([.. configuration.Problems, .. Check(line.GetValue(days), line.GetValue(size))]) is not ExitCode.Done and var code)
            {
                return Task.FromResult(code);
            }

            var megabytes = line.GetValue(size);
            var rules = new CleanRules(TimeSpan.FromDays(line.GetValue(days)), configuration.Options.Capture.KeepRuns, megabytes is null ? null : megabytes * 1_000_000L);
            return Task.FromResult(Run(rules, line.GetValue(yes), run, cancel));
        });
        return command;
    }

    internal static int Run(CleanRules rules, bool yes, ToolContext tool, CancellationToken cancel)
    {
        var root = tool.FindRoot();
        var remove = yes && Directory.Exists(root.Folder);
        if (remove)
        {
            tool.Begin();
        }

        // The plan is made under the lock it is carried out under.
        using var alone = remove ? RootLock.Acquire(root, Patience, cancel) : null;
        var plan = CleanPlan.Make(root, rules, tool.Clock, cancel);
        if (remove)
        {
            Remove(root, plan, tool, cancel);
        }

        var bytes = plan.Sum(item => item.Bytes);
        tool.Print(new { Root = root.Folder, Removed = yes, Bytes = bytes, Items = plan }, text =>
        {
            foreach (var item in plan)
            {
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(root.Folder, item.Path)}  {Sizes.Text(item.Bytes)}, {item.AgeDays} days: {item.Why}"));
            }

            text.WriteLine(plan.Count == 0 ? $"Nothing to remove in {root.Folder}."
                : yes ? $"Removed {plan.Count} items, {Sizes.Text(bytes)}."
                : $"{plan.Count} items, {Sizes.Text(bytes)}. Nothing was removed; run again with --yes to do it.");
        });
        return ExitCode.Done;
    }

    private static IEnumerable<Diagnostic> Check(int days, int? megabytes)
    {
        if (days is < 0 or > 36_500)
        {
            yield return Rules.OptionOutOfRange.Here("--older-than", days, "a whole number between 0 and 36500");
        }

        if (megabytes < 0)
        {
            yield return Rules.OptionOutOfRange.Here("--max-size", megabytes, "a whole number at least 0");
        }
    }

    // Folders are moved aside first: a removal that is interrupted must not leave half a stash that looks whole.
    private static void Remove(TrainForgeRoot root, IReadOnlyList<CleanItem> plan, ToolContext tool, CancellationToken cancel)
    {
        using var progress = tool.Progress("Removing", plan.Count);
        foreach (var item in plan)
        {
            cancel.ThrowIfCancellationRequested();
            if (Directory.Exists(item.Path))
            {
                StashRetention.MoveAside(root, item.Path);
            }
            else
            {
                File.Delete(item.Path); // gone already is fine
            }

            progress.Advance(1, Path.GetFileName(item.Path));
        }

        StashRetention.Sweep(root);
    }
}
