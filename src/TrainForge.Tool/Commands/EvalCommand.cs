using System.CommandLine;
using System.Globalization;
using TrainForge.Diagnostics;
using TrainForge.Runs.Examples;
using TrainForge.Runs.Evaluation;
using TrainForge.Runs.Training;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge eval: a completed run against a suite and its gates. Exit code 3 when a gate falls short, 4 when nobody can tell.</summary>
internal static class EvalCommand
{
    public static Command Create(ToolContext tool)
    {
        var run = RunArgument.Create();
        Option<string?> suite = new("--suite") { Description = "The suite. Default: held-out, the validation examples of the run's dataset.", HelpName = "name" };
        var command = new Command("eval", "Judge a completed run by a suite and its gates.") { run, suite };
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, context, cancel) => Task.FromResult(Run(Project.Load(settings, line, context), line.GetValue(run), line.GetValue(suite), context, cancel)));
        return command;
    }

    internal static int Run(Project project, string? wanted, string? suite, ToolContext tool, CancellationToken cancel)
    {
        if (project.Refuse(tool) is { } refused)
        {
            return refused;
        }

        var run = RunSearch.Find(project.Root, wanted, tool.Folder);
        var dataset = TrainingDataset.OfRun(project.Root, run, cancel);
        tool.Begin();
        var (report, folder) = new EvaluationJob(project.Root, project.Options.Evaluation, tool.Clock)
            .Run(run, suite, dataset, cancel);
        tool.Print(report, text => text.Write(report.ToMarkdown()));
        foreach (var problem in Problems(report, Path.Combine(folder, EvaluationReport.FileName)))
        {
            tool.Error.WriteLine(problem);
        }

        return report.Verdict switch
        {
            Verdict.Pass => ExitCode.Done,
            Verdict.FellShort => ExitCode.FellShort,
            _ => ExitCode.CannotTell,
        };
    }

    private static IEnumerable<Diagnostic> Problems(EvaluationReport report, string file) => report.Verdict == Verdict.CannotTell
        ? [Rules.CannotTell.Here(report.Cases, EvaluationJob.FewestCases)]
        : report.Gates.Where(g => !g.Pass).Select(g => Rules.GateFellShort.Here(g.Metric, g.Actual.ToString("0.######", CultureInfo.InvariantCulture), g.Bound, file));
}
