using System.CommandLine;
using System.Globalization;
using TrainForge.Diagnostics;
using TrainForge.Runs.Examples;
using TrainForge.Runs.Training;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge train: the newest dataset version into a run, or the finished run with the same fingerprints.</summary>
internal static class TrainCommand
{
    public static Command Create(ToolContext tool)
    {
        Option<string?> dataset = new("--dataset") { Description = "A dataset, or one of its versions. Default: what the last build of the configured one came to.", HelpName = "name[@v0001]" };
        Option<string?> model = new("--base") { Description = "Folder of the model to start from. Default: a new model, as the section 'model' says.", HelpName = "folder" };
        Option<string?> mode = new("--mode") { Description = "reuse_if_exists or force_new.", HelpName = "mode" };
        var command = new Command("train", "Train on a dataset version, or reuse the run that did.") { dataset, model, mode };
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run, cancel) =>
        {
            var more = Given.Settings(("training.base", Absolute(line.GetValue(model), run), "--base"), ("training.mode", line.GetValue(mode), "--mode"));
            return Task.FromResult(Run(Project.Load(settings, line, run, more), line.GetValue(dataset), run, cancel));
        });
        return command;
    }

    internal static int Run(Project project, string? dataset, ToolContext tool, CancellationToken cancel)
    {
        if (project.Refuse(tool) is { } refused)
        {
            return refused;
        }

        var job = new TrainingJob(project.Training(TrainingDataset.Open(project.Root, dataset ?? project.Options.Dataset.Name, cancel), tool));
        tool.Begin();
        using var progress = tool.Progress("Training");
        var result = job.Run((step, steps) => progress.Advance(note: string.Create(CultureInfo.InvariantCulture, $"of {steps} steps, loss {step.Loss:0.000}")), cancel);
        progress.Dispose();
        Print(result, tool);
        return ExitCode.Done;
    }

    private static void Print(TrainingResult result, ToolContext tool)
    {
        var run = result.Run;
        var metrics = run.ReadMetrics();
        var document = new
        {
            Run = run.Id,
            run.Path,
            result.Reused,
            run.Metadata.Dataset,
            metrics.TrainExamples,
            metrics.ValidExamples,
            TooLong = metrics.TooLong.Count,
            metrics.LastLoss,
            metrics.ValidLossBefore,
            metrics.ValidLoss,
        };
        tool.Print(document, text =>
        {
            text.WriteLine(result.Reused ? $"Reused {run.Id}: the same settings and data were trained before." : $"Trained {run.Id} on {run.Metadata.Dataset}.");
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {Counted.Of(metrics.TrainExamples, "example")}, {Counted.Of(metrics.Steps.Count, "step")}, loss {metrics.FirstLoss:0.000} -> {metrics.LastLoss:0.000}{Valid(metrics)}"));
            if (metrics.TooLong.Count > 0)
            {
                text.WriteLine($"  Left out, because they are longer than max_length: {Counted.Of(metrics.TooLong.Count, "example")}, named in {RunMetrics.FileName}.");
            }

            text.WriteLine($"  {run.Path}");
        });
    }

    private static string Valid(RunMetrics metrics) => metrics.ValidLoss is { } after
        ? string.Create(CultureInfo.InvariantCulture, $", held-out {metrics.ValidLossBefore:0.000} -> {after:0.000}")
        : "";

    private static string? Absolute(string? path, ToolContext tool) => path is null ? null : tool.FullPath(path);
}
