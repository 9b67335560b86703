using System.CommandLine;
using System.Globalization;
using TrainForge.Data.Sources.Packs;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;

namespace TrainForge.Tool.Commands;

/// <summary>
/// trainforge sources purge: imports whose last word is older than so many days; shown first and removed only with --yes. What the
/// tests of this project recorded is not looked at: 'trainforge clean' is for that.
/// </summary>
internal static class SourcesPurgeCommand
{
    private const int DefaultDays = 365;

    public static Command Create(ToolContext tool)
    {
        Option<int> days = new("--older-than") { Description = "Only what was said longer ago than this many days, whenever it was brought in.", HelpName = "days", DefaultValueFactory = _ => DefaultDays };
        Option<string?> kind = new("--kind") { Description = "Only of this kind of source. Default: all.", HelpName = "kind" };
        Option<bool> yes = new("--yes") { Description = "Remove it. Without this, only show it." };
        var command = new Command("purge", "Show, and with --yes remove, imports in which all was said long ago.") { days, kind, yes };
        command.Runs(tool, (line, run, cancel) => Task.FromResult(
            run.Tell([.. Check(line.GetValue(days), line.GetValue(kind))]) is not ExitCode.Done and var code
                ? code
                : Run(TimeSpan.FromDays(line.GetValue(days)), line.GetValue(kind), line.GetValue(yes), run, cancel)));
        return command;
    }

    private static int Run(TimeSpan age, string? kind, bool yes, ToolContext tool, CancellationToken cancel)
    {
        var root = tool.FindRoot();
        var now = tool.Clock.GetUtcNow();

        // A build that reads imports now must find them to its end.
        using var alone = yes && Directory.Exists(root.Folder) ? RootLock.Acquire(root, cancel) : null;
        var imports = ImportList.Read(root, new DatasetOptions(), problem => tool.Tell([problem]), cancel).Where(i => kind is null || i.Kind == kind).ToList();
        var old = imports.Where(i => i.Ended is { } ended && now - ended > age).ToList();
        var timeless = imports.Count(i => i.Ended is null);
        if (yes && old.Count > 0)
        {
            tool.Begin();
            foreach (var import in old)
            {
                cancel.ThrowIfCancellationRequested();
                File.Delete(import.Path);
            }
        }

        var bytes = old.Sum(i => i.Bytes);
        tool.Print(new { Root = root.Folder, Removed = yes, Bytes = bytes, Timeless = timeless, Items = old.Select(i => new { i.Kind, i.Name, i.Place, i.Bytes, i.Conversations, i.Ended }) }, text =>
        {
            old.ForEach(import => text.WriteLine(SourcesListCommand.Line(import)));
            text.WriteLine(old.Count == 0 ? string.Create(CultureInfo.InvariantCulture, $"Nothing that was brought in is older than {Counted.Of(age.Days, "day")}.")
                : yes ? string.Create(CultureInfo.InvariantCulture, $"Removed {Counted.Of(old.Count, "import")}, {Sizes.Text(bytes)}. Dataset versions that were built from them stay, and can no longer be built again.")
                : string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(old.Count, "import")}, {Sizes.Text(bytes)}. Nothing was removed; run again with --yes to do it."));
            if (timeless > 0)
            {
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(timeless, "import stays, for it has no times in it", "imports stay, for they have no times in them")}. Delete what is below {root.Sources} to remove it."));
            }
        });
        return ExitCode.Done;
    }

    private static IEnumerable<Diagnostic> Check(int days, string? kind)
    {
        if (days is < 0 or > 36_500)
        {
            yield return Rules.OptionOutOfRange.Here("--older-than", days, "a whole number between 0 and 36500");
        }

        if (kind is not null && TranscriptKind.All.All(k => k.Name != kind))
        {
            yield return Rules.OptionOutOfRange.Here("--kind", $"'{kind}'", "one of " + string.Join(", ", TranscriptKind.All.Select(k => k.Name)));
        }
    }
}
