using System.CommandLine;
using System.Globalization;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Versions;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Runs.Configuration;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge dataset diff: what changed between two versions, example by example, and why.</summary>
internal static class DatasetDiffCommand
{
    // Of each kind of change; --json and --all tell every one.
    private const int Shown = 20;

    public static Command Create(ToolContext tool)
    {
        Argument<string?> before = new("before") { Description = "A version such as v0002, or name@v0002. Default: the one before the other.", Arity = ArgumentArity.ZeroOrOne };
        Argument<string?> after = new("after") { Description = "The version to compare it with. Default: the one that the last build came to.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> name = new("--name") { Description = "Name of the dataset. Default: dataset.name.", HelpName = "name" };
        Option<bool> all = new("--all") { Description = $"Show every example that changed, not the first {Shown} of each kind." };
        var command = new Command("diff", "Show which examples were added, removed, changed or moved between two versions, and why.") { before, after, name, all };
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run, cancel) =>
        {
            var configuration = settings.Load(line, run);
            if (run.Tell(configuration.Problems) is not ExitCode.Done and var code)
            {
                return Task.FromResult(code);
            }

            var (old, now) = Pair(line.GetValue(before), line.GetValue(after), line.GetValue(name) ?? configuration.Options.Dataset.Name, run);
            return Task.FromResult(Run(DatasetComparison.Run(old, now, cancel), line.GetValue(all) ? int.MaxValue : Shown, run));
        });
        return command;
    }

    internal static int Run(DatasetDifference difference, int shown, ToolContext tool)
    {
        tool.Print(
            new
            {
                Before = Side(difference.Before),
                After = Side(difference.After),
                Same = difference.IsSame,
                Examples = difference.Examples.Select(e => new { Change = Word(e.Change), e.Kind, e.Id, e.Test, e.Why }),
                difference.Settings,
                difference.Counts,
                difference.Files,
            },
            text => Write(text, difference, shown));
        return ExitCode.Done;
    }

    private static (DatasetVersion Before, DatasetVersion After) Pair(string? before, string? after, string name, ToolContext tool)
    {
        var root = tool.FindRoot();
        var now = Named(after);
        if (before is not null)
        {
            return (Named(before), now);
        }

        var versions = DatasetVersions.List(root).FirstOrDefault(d => d.Name == now.Manifest.Name)?.Versions ?? [];
        return versions.LastOrDefault(v => VersionName.Parse(v.Version) < VersionName.Parse(now.Version)) is { } last
            ? (last, now)
            : throw new TrainForgeException(Rules.NothingToCompare.Here(now.Manifest.Name, now.Version));

        DatasetVersion Named(string? text) => DatasetNaming.Find(text, name, tool);
    }

    private static void Write(TextWriter text, DatasetDifference difference, int shown)
    {
        var (old, now) = (difference.Before, difference.After);
        text.WriteLine($"{old.Manifest.Name} {old.Version} ({DatasetText.Short(old.Manifest.ContentHash)}) to {now.Manifest.Name} {now.Version} ({DatasetText.Short(now.Manifest.ContentHash)})");
        if (difference.IsSame)
        {
            text.WriteLine("Every byte is the same.");
            return;
        }

        foreach (var changes in difference.Examples.GroupBy(e => e.Change))
        {
            var count = changes.Count();
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Word(changes.Key)} {count}"));
            foreach (var change in changes.Take(shown))
            {
                text.WriteLine($"  {change.Kind} {change.Id}{(change.Test is null ? "" : $" {DatasetText.OneLine(change.Test)}")}: {change.Why}");
            }

            if (count > shown)
            {
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … and {count - shown} more (--all shows them)"));
            }
        }

        Values(text, "settings", difference.Settings);
        Values(text, "counts", difference.Counts);
        Values(text, "files", difference.Files);
    }

    private static void Values(TextWriter text, string what, IReadOnlyList<ValueChange> values)
    {
        if (values.Count > 0)
        {
            text.WriteLine(what);
            foreach (var value in values)
            {
                text.WriteLine($"  {value.Name}: {value.Before ?? "none"} to {value.After ?? "none"}");
            }
        }
    }

    private static object Side(DatasetVersion version) => new { version.Manifest.Name, version.Version, version.Manifest.ContentHash };

    private static string Word(ChangeKind change) => change switch
    {
        ChangeKind.Added => "added",
        ChangeKind.Removed => "removed",
        ChangeKind.Changed => "changed",
        _ => "moved",
    };
}
