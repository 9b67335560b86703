using System.CommandLine;
using System.Globalization;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Runs.Inputs;

namespace TrainForge.Tool.Commands;

/// <summary>
/// trainforge tests-changed: whether the model tests need to run. 'trainforge tests-changed || (dotnet test &amp;&amp; trainforge
/// tests-changed --record)' runs them when something changed, and also when the question itself fails.
/// </summary>
internal static class TestsChangedCommand
{
    private const int MostShown = 20;

    public static Command Create(ToolContext tool)
    {
        Option<string[]> inputs = new("--inputs") { Description = "Patterns of files the tests depend on. Default: gate.inputs.", HelpName = "pattern", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        Option<string> store = new("--store") { Description = "Under which name the green run is kept; one for each test project.", HelpName = "name", DefaultValueFactory = _ => TestGateOptions.DefaultStore };
        Option<bool> record = new("--record") { Description = "The tests have run: keep the present files as tested, unless the last run holds a failure." };
        Option<string?> since = new("--since") { Description = "With --record: only when the inputs still have this hash, the one they had before the tests.", HelpName = "hash" };
        Option<string?> assembly = new("--assembly") { Description = "With --record: only runs of this test assembly count.", HelpName = "name" };
        var command = new Command("tests-changed", "Say whether anything the model tests depend on changed since they last passed; exit code 0 when not, 3 when so.") { inputs, store, record, since, assembly };
        command.Validators.Add(line =>
        {
            if (line.GetResult(record) is null && (line.GetResult(since) is not null || line.GetResult(assembly) is not null))
            {
                line.AddError("--since and --assembly go with --record.");
            }
        });
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run, cancel) =>
        {
            var project = Project.Load(settings, line, run);
            if (project.Refuse(run) is { } code)
            {
                return Task.FromResult(code);
            }

            var gate = line.GetValue(inputs) is { Length: > 0 } patterns ? project.Options.Gate with { Inputs = patterns } : project.Options.Gate;
            var present = new InputFiles(RootFinder.FindTop(project.Folder), project.Root, gate).Read(project.Configuration.File, cancel);
            var name = line.GetValue(store)!;
            return Task.FromResult(line.GetValue(record)
                ? Record(project.Root, name, present, line.GetValue(since), line.GetValue(assembly), run, cancel)
                : Compare(new GreenRun(project.Root, name).Read(), name, present, run));
        });
        return command;
    }

    internal static int Compare(InputList? green, string store, InputList present, ToolContext tool)
    {
        IReadOnlyList<InputChange> changes = green is null ? [] : present.Since(green);
        var changed = green?.Hash != present.Hash;
        tool.Print(new { Changed = changed, EverGreen = green is not null, Store = store, present.Hash, GreenHash = green?.Hash, Files = present.Count, Changes = changes }, text =>
        {
            foreach (var change in changes.Take(MostShown))
            {
                text.WriteLine($"{Setting.KeyOf(change.Kind.ToString()),-8} {change.Path}");
            }

            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Sentence(green, store, changes.Count)} ({Counted.Of(present.Count, "file")}, {present.Hash})"));
        });
        return changed ? ExitCode.FellShort : ExitCode.Done;
    }

    internal static int Record(TrainForgeRoot root, string store, InputList present, string? since, string? assembly, ToolContext tool, CancellationToken cancel)
    {
        var refusal = since is not null && since != present.Hash ? Rules.InputsChangedMeanwhile.Here(store) : LastRuns.Problem(root, assembly, cancel);
        if (refusal is not null)
        {
            tool.Tell([refusal]);
            tool.Print(new { Recorded = false, Store = store, present.Hash, Files = present.Count, File = (string?)null }, static _ => { });
            return ExitCode.FellShort;
        }

        tool.Begin();
        var green = new GreenRun(root, store);
        green.Write(present);
        tool.Print(
            new { Recorded = true, Store = store, present.Hash, Files = present.Count, green.File },
            text => text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Kept as tested for '{store}' ({Counted.Of(present.Count, "file")}, {present.Hash})")));
        return ExitCode.Done;
    }

    private static string Sentence(InputList? green, string store, int changes) =>
        green is null ? $"No green run of '{store}' is known: its tests need to run, and 'trainforge tests-changed --record{(store == TestGateOptions.DefaultStore ? "" : $" --store {store}")}' keeps what they passed with"
        : changes == 0 ? $"Nothing changed since the last green run of '{store}'"
        : string.Create(CultureInfo.InvariantCulture, $"{changes} {(changes == 1 ? "file" : "files")} changed since the last green run of '{store}': its tests need to run");
}
