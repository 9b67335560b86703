using System.CommandLine;
using System.Globalization;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Versions;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Runs.Configuration;
using TrainForge.Tool.Cleaning;

namespace TrainForge.Tool.Commands;

/// <summary>
/// trainforge dataset build: the next version, or the one that is there when nothing has changed. The last line on stdout
/// is the summary that test runs show.
/// </summary>
internal static class DatasetBuildCommand
{
    public static Command Create(ToolContext tool)
    {
        Option<string?> name = new("--name") { Description = "Name of the dataset. Default: dataset.name.", HelpName = "name" };
        Option<bool> force = new("--force") { Description = "Read everything again, even when nothing seems to have changed." };
        Option<bool> reports = new("--reports") { Description = "Write the reports of the tests first, unless report.at_end_of_run forbids it. Test runs give this." };
        Option<string?> reads = new("--reads") { Description = "For builds: write down which files trainforge.yaml names, to know later whether one of them changed.", HelpName = "file" };
        var command = new Command("build", "Build the next version; without changes, name the one that is there.") { name, force, reports, reads };
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run, cancel) =>
        {
            var began = run.Clock.GetUtcNow();
            var configuration = settings.Load(line, run, Given.Settings(("dataset.name", line.GetValue(name), "--name")));

            // With mistakes in them too: what is mended is a change.
            if (line.GetValue(reads) is { } list)
            {
                WatchList.Write(run.FullPath(list), configuration.Files.Concat(Options(configuration, run).NamedPlaces), began);
            }

            if (run.Tell(configuration.Problems) is not ExitCode.Done and var code)
            {
                return Task.FromResult(code);
            }

            var build = Options(configuration, run) with { Force = line.GetValue(force) };
            return line.GetValue(reports) ? WithReportsAsync(build, configuration.Options.Report, run, cancel) : RunAsync(build, run, cancel);
        });
        return command;
    }

    // The reports first, because a run in which every test failed builds no dataset, and is the one whose report is read. Their pictures
    // last, because nobody waits for them.
    private static async Task<int> WithReportsAsync(DatasetBuildOptions build, ReportOptions report, ToolContext tool, CancellationToken cancel)
    {
        var written = report.AtEndOfRun ? ReportCommand.WriteAtEndOfRun(build.Root, tool, cancel) : null;
        if (written is { Tests: > 0 } && !tool.Json)
        {
            tool.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{BuildReply.ReportsPrefix}{Counted.Of(written.Tests, "test")} on record, {written.Failed} failed when last run, reported in {written.Page}"));
        }

        try
        {
            return await RunAsync(build, tool, cancel);
        }
        finally
        {
            if (written is not null && report.Pictures)
            {
                ReportCommand.DrawBeside(build.Root, tool);
            }
        }
    }

    internal static DatasetBuildOptions Options(Configuration configuration, ToolContext tool) => new()
    {
        Root = tool.FindRoot(),
        Dataset = configuration.Options.Dataset with { Decontamination = configuration.Options.Dataset.Decontamination.With(configuration.Options.Evaluation) },
        Redaction = configuration.Options.Redaction,
        BaseFolder = configuration.File is { } file ? Path.GetDirectoryName(file)! : tool.Folder,
        Capture = configuration.Options.Capture,
        Places = configuration.Places,
        ToolVersion = ProductVersion.Text,
        Clock = tool.Clock,
    };

    internal static async Task<int> RunAsync(DatasetBuildOptions options, ToolContext tool, CancellationToken cancel)
    {
        tool.Begin();
        var built = await DatasetBuilder.BuildAsync(options, cancel);
        tool.Tell(built.Problems);
        if (!built.Reused)
        {
            tool.Tell(VersionPruning.Run(options.Root, DatasetPaths.Folder(options.Root, built.Name), options.Dataset.KeepVersions, new TrainedOn(options.Root).Contains, cancel)?.Problems ?? []);
        }

        var manifest = built.Manifest;
        var (train, valid) = (manifest.Rows(DatasetPaths.SftTrain), manifest.Rows(DatasetPaths.SftValid));
        tool.Print(
            new { built.Name, built.Version, built.Folder, manifest.ContentHash, built.Reused, built.Unchanged, Train = train, Valid = valid, manifest.Groups, manifest.Stages, built.Notes, built.StashesRemoved },
            text =>
            {
                if (!built.Unchanged)
                {
                    DatasetText.Stages(text, manifest);
                }

                if (built.StashesRemoved > 0)
                {
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Removed {Counted.Of(built.StashesRemoved, "stash", "stashes")} beyond the last {Counted.Of(options.Capture.KeepRuns, "run")} of their tests."));
                }

                var state = built.Unchanged ? "unchanged" : built.Reused ? "the same as before" : "new";
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Dataset '{built.Name}' {built.Version} ({state}): {Counted.Of(train, "example")} to train on, {valid} to validate with, in {built.Folder}"));
            });
        return ExitCode.Done;
    }
}
