using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Runs.Configuration;

namespace TrainForge.Tool.Commands;

/// <summary>
/// trainforge settings: what holds after every merge, and where it was read. With --output, what a build hands on to its test
/// processes; then problems are part of the result, because a build goes on without them.
/// </summary>
internal static class SettingsCommand
{
    // File systems tell the time in steps of their own.
    private static readonly TimeSpan FileClockLag = TimeSpan.FromMilliseconds(100);

    public static Command Create(ToolContext tool)
    {
        Option<string?> output = new("--output") { Description = "For builds: write what test processes must know to a file as JSON, problems included.", HelpName = "file" };
        var command = new Command("settings", "Show the settings after every merge: those that differ from their defaults, with --json all of them.") { output };
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run) =>
        {
            if (line.GetValue(output) is { } file)
            {
                run.Begin();
                ForTests(() => settings.Load(line, WithoutSwitch(run)), run.Clock).Write(run.FullPath(file));
                return ExitCode.Done;
            }

            var configuration = settings.Load(line, run);
            return run.Tell(configuration.Problems) is not ExitCode.Done and var code ? code : Show(configuration, run);
        });
        return command;
    }

    internal static RecordingSettings ForTests(Func<Configuration> load, TimeProvider clock)
    {
        var before = (clock.GetUtcNow() - FileClockLag).UtcDateTime;
        try
        {
            var loaded = load();
            var files = loaded.Files.Select(FileStamp.Of).ToList();
            return loaded.Problems.Count > 0
                ? new RecordingSettings { Problems = [.. loaded.Problems.Select(Problem)] }
                : new RecordingSettings
                {
                    Capture = OptionJson.WriteChanged(loaded.Options.Capture),
                    Redaction = OptionJson.WriteChanged(loaded.Options.Redaction),

                    Tool = FileStamp.Of(typeof(SettingsCommand).Assembly.Location),

                    // What was written meanwhile may be newer than what was read: without stamps the next build asks again.
                    MadeFrom = files.All(stamp => stamp.ModifiedTicks < before.Ticks) ? files : [],
                };
        }
        catch (TrainForgeException e)
        {
            return new RecordingSettings { Problems = [Problem(e.Diagnostic)] };
        }
    }

    // TRAINFORGE_ENABLED is read where the tests run; of the build it must not stay behind in what was built.
    private static ToolContext WithoutSwitch(ToolContext tool) =>
        tool with { Environment = name => name == RuntimeSettings.EnabledVariable ? null : tool.Environment(name) };

    private static SettingsProblem Problem(Diagnostic d) => new(d.Rule.Code, d.Message, d.Where.File, d.Where.Line, d.Where.Column);

    private static int Show(Configuration configuration, ToolContext tool)
    {
        using var all = JsonDocument.Parse(OptionJson.WriteAll(configuration.Options));
        tool.Print(new { configuration.Files, Settings = all.RootElement }, text =>
        {
            var changed = ChangedSettings.Of(configuration.Options).ToList();
            foreach (var line in changed)
            {
                text.WriteLine(line);
            }

            var from = configuration.Files.Count == 0 ? $"There is no {Configuration.FileName}." : $"Read from {string.Join(", ", configuration.Files)}.";
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{changed.Count} {(changed.Count == 1 ? "setting differs" : "settings differ")} from the default. {from}"));
        });
        return ExitCode.Done;
    }
}
