using TrainForge.Diagnostics;

namespace TrainForge.Tool;

/// <summary>The one place where a failure becomes a line on stderr and an exit code. Commands catch nothing themselves.</summary>
internal static class Edge
{
    public static async Task<int> RunAsync(ToolContext tool, Func<Task<int>> work, CancellationToken cancel)
    {
        try
        {
            return await work();
        }
        catch (TrainForgeException e)
        {
            await tool.Error.WriteLineAsync(e.Diagnostic.ToString());
            return IsRefusal(e.Diagnostic) && !tool.HasBegun ? ExitCode.Refused : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await tool.Error.WriteLineAsync("Cancelled. Nothing half-made is left behind; run the same command to go on.");
            return ExitCode.Cancelled;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await tool.Error.WriteLineAsync(Rules.FileRefused.Here(OneSentence(e.Message)).ToString());
            return ExitCode.Failed;
        }
        catch (Exception e) // the edge: whatever is left is a defect of ours, and its stack belongs into a log, and only where none can be written elsewhere
        {
            var now = tool.Clock.GetUtcNow();
            var report = ErrorLog.Report(e, now);
            var log = ErrorLog.TryWrite(report, now);
            await tool.Error.WriteLineAsync(Rules.InternalError.Here(e.GetType().Name, OneSentence(ErrorLog.Redacted(e.Message)), log ?? "the lines below, as no file could be written").ToString());
            await tool.Error.WriteAsync(log is null ? report : "");
            return ExitCode.Failed;
        }
    }

    // Band 1 is configuration; TF0002 to TF0005 are about what was typed, and so are weeks and names of profiles and checks.
    private static bool IsRefusal(Diagnostic d) =>
        d.Rule.Code[2] == '1' || d.Rule == Rules.ExportProfileUnknown || d.Rule == Rules.AuditCheckUnknown || d.Rule == Rules.WeekUnknown || string.CompareOrdinal(d.Rule.Code, "TF0002") >= 0 && string.CompareOrdinal(d.Rule.Code, "TF0005") <= 0;

    private static string OneSentence(string message) => message.EndsWith('.') ? message : message + ".";
}
