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
        Option<bool> onlyPictures = new("--only-png") { Description = "Draw the diagrams that changed, for at most a minute, and write nothing else. Test runs start this and go on." };
        var command = new Command("report", "Write the reports of what the tests recorded: text, a page, diagrams.") { noPictures, onlyPictures };
        command.Runs(tool, (line, run, cancel) => line.GetValue(onlyPictures) ? DrawOnlyAsync(run, cancel) : RunAsync(run, pictures: !line.GetValue(noPictures), cancel));
        return command;
    }

    internal static async Task<int> RunAsync(ToolContext tool, bool pictures, CancellationToken cancel)
    {
        var root = tool.FindRoot();
        if (tool.Tell(root.Check()) is not ExitCode.Done and var code)
        {
            return code;
        }

        // Asked in the wrong folder, it must not make a root there.
        if (!Directory.Exists(root.Folder))
        {
            throw new TrainForgeException(Rules.NothingRecorded.Here(root.Stashes));
        }

        tool.Begin();
        var written = Write(root, cancel);
        var (drawn, problems) = await DrawAsync(written, pictures, tool, cancel);
        tool.Tell(problems);
        tool.Print(
            new { written.Page, written.Summary, written.Diagrams, Pictures = drawn, written.Tests, written.Failed, written.NeverEnded },
            text => text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(written.Tests, "test")} on record, {written.Failed} failed when last run: {written.Page}")));
        return ExitCode.Done;
    }

    /// <summary>At the end of a run: quick, and whatever goes wrong is one warning, because the run has better things to do.</summary>
    internal static WrittenReports? WriteAtEndOfRun(TrainForgeRoot root, ToolContext tool, CancellationToken cancel)
    {
        try
        {
            return Write(root, cancel);
        }
        catch (TrainForgeException e)
        {
            tool.Tell([Rules.ReportsNotWritten.Here(e.Diagnostic.Message)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tool.Tell([Rules.ReportsNotWritten.Here(e.Message)]);
        }

        return null;
    }

    /// <summary>Has the diagrams drawn by a process that nobody waits for, where there is a PlantUML and something to draw.</summary>
    internal static void DrawBeside(TrainForgeRoot root, ToolContext tool)
    {
        try
        {
            if (Program(tool) is not null && new LatePictures(root).Due().Count > 0)
            {
                tool.StartBeside(["report", "--only-png", "--root", root.Folder]);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            // Pictures are an extra, and the next run tries again.
        }
    }

    // Whoever started it is gone: nobody reads what it says.
    private static async Task<int> DrawOnlyAsync(ToolContext tool, CancellationToken cancel)
    {
        if (Program(tool) is { } program)
        {
            await new LatePictures(tool.FindRoot()).DrawAsync(new DiagramPictures(program, DiagramPictures.Patience), LatePictures.Limit, cancel);
        }

        return ExitCode.Done;
    }

    private static string? Program(ToolContext tool) => ProgramSearch.Find(PlantUml, tool.Environment("PATH"));

    private static WrittenReports Write(TrainForgeRoot root, CancellationToken cancel)
    {
        using var alone = RootLock.Acquire(root, cancel);
        return StashReports.Write(root, cancel);
    }

    private static async Task<(int Drawn, IReadOnlyList<Diagnostic> Problems)> DrawAsync(WrittenReports written, bool pictures, ToolContext tool, CancellationToken cancel)
    {
        if (!pictures || Program(tool) is not { } program)
        {
            return (0, []);
        }

        using var progress = tool.Progress("Drawing", written.Diagrams.Count);
        return await new DiagramPictures(program, DiagramPictures.Patience).DrawAsync(written.Diagrams, name => progress.Advance(1, name), cancel);
    }
}
