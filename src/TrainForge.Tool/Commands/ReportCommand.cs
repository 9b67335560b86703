using System.CommandLine;
using System.Globalization;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Runs.Reports;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge report: what the newest attempt of each test did, as text, as a page and as diagrams.</summary>
internal static class ReportCommand
{
    private const string PlantUml = "plantuml";

    public static Command Create(ToolContext tool)
    {
        Option<bool> noPictures = new("--no-png") { Description = "Leave the diagrams as text, even where plantuml is on the PATH." };
        var command = new Command("report", "Write the reports of what the tests recorded: text, a page, diagrams.") { noPictures };
        command.Runs(tool, (line, run, cancel) => RunAsync(run, pictures: !line.GetValue(noPictures), cancel));
        return command;
    }

    internal static async Task<int> RunAsync(ToolContext tool, bool pictures, CancellationToken cancel)
    {
        var root = tool.FindRoot();
        if (tool.Tell(root.Check()) is not ExitCode.Done and var code)
        {
            return code;
        }

        tool.Begin();
        var written = Write(root, cancel);
        var (drawn, problems) = await DrawAsync(written, pictures, tool, cancel);
        tool.Tell(problems);
        tool.Print(
            new { written.Page, written.Summary, written.Diagrams, Pictures = drawn, written.Tests, written.Failed, written.NeverEnded },
            text => text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written.Tests} tests, {written.Failed} failed: {written.Page}")));
        return ExitCode.Done;
    }

    /// <summary>At the end of a run: quick, and whatever goes wrong is one warning, because the run has better things to do.</summary>
    internal static void WriteAtEndOfRun(TrainForgeRoot root, ToolContext tool, CancellationToken cancel)
    {
        try
        {
            Write(root, cancel);
        }
        catch (TrainForgeException e)
        {
            tool.Tell([Rules.ReportsNotWritten.Here(e.Diagnostic.Message)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tool.Tell([Rules.ReportsNotWritten.Here(e.Message)]);
        }
    }

    private static WrittenReports Write(TrainForgeRoot root, CancellationToken cancel)
    {
        using var alone = RootLock.Acquire(root, cancel);
        return StashReports.Write(root, cancel);
    }

    private static async Task<(int Drawn, IReadOnlyList<Diagnostic> Problems)> DrawAsync(WrittenReports written, bool pictures, ToolContext tool, CancellationToken cancel)
    {
        if (!pictures || Programs.Find(PlantUml, tool.Environment("PATH") ?? "") is not { } program)
        {
            return (0, []);
        }

        using var progress = tool.Progress("Drawing", written.Diagrams.Count);
        return await new DiagramPictures(program, DiagramPictures.Patience).DrawAsync(written.Diagrams, name => progress.Advance(1, name), cancel);
    }
}
