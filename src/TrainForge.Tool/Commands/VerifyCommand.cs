using System.CommandLine;
using TrainForge.Diagnostics;
using TrainForge.Runs.Examples;
using TrainForge.Runs.Training;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge verify: train again, compare every byte.</summary>
internal static class VerifyCommand
{
    public static Command Create(ToolContext tool)
    {
        var run = RunArgument.Create();
        var command = new Command("verify", "Train a run again and compare every byte.") { run };
        command.Runs(tool, (line, context, cancel) => Task.FromResult(Run(line.GetValue(run), context, cancel)));
        return command;
    }

    internal static int Run(string? wanted, ToolContext tool, CancellationToken cancel)
    {
        var root = tool.FindRoot();
        var run = RunSearch.Find(root, wanted, tool.Folder);
        var dataset = TrainingDataset.OfRun(root, run, cancel);
        tool.Begin();
        using var progress = tool.Progress("Training again");
        var different = Verification.Run(root, run, dataset, (_, _) => progress.Advance(), cancel);
        progress.Dispose();
        tool.Print(new { Run = run.Id, Identical = different.Count == 0, Different = different }, text =>
        {
            if (different.Count == 0)
            {
                text.WriteLine($"{run.Id} is reproduced: every byte of its checkpoint is the same.");
            }
        });
        return different.Count == 0 ? ExitCode.Done : tool.Tell([Rules.RunNotReproduced.Here(run.Id, string.Join(", ", different))]);
    }
}
