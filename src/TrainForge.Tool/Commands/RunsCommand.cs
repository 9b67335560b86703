using System.CommandLine;
using TrainForge.Runs.Training;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge runs list: every run, complete or not.</summary>
internal static class RunsCommand
{
    public static Command Create(ToolContext tool)
    {
        var list = new Command("list", "List the runs, newest first.");
        list.Runs(tool, (_, run) => List(run));
        return new Command("runs", "What has been trained.") { list };
    }

    internal static int List(ToolContext tool)
    {
        var runs = RunFolder.All(tool.FindRoot()).OrderByDescending(r => r.Metadata.CreatedAt).ThenBy(r => r.Id, StringComparer.Ordinal).ToList();
        tool.Print(
            runs.Select(r => new { Run = r.Id, r.Metadata.Environment, r.Metadata.Model, r.Metadata.Dataset, r.Metadata.Status.Training.Completed, r.Metadata.CreatedAt, r.Path }),
            text =>
            {
                if (runs.Count == 0)
                {
                    text.WriteLine("Nothing has been trained here yet. 'trainforge train' does.");
                }

                foreach (var run in runs)
                {
                    text.WriteLine($"{run.Id}  {(run.Metadata.Status.Training.Completed ? "complete  " : "incomplete")}  {run.Metadata.Model}  {run.Metadata.Dataset}");
                }
            });
        return ExitCode.Done;
    }
}
