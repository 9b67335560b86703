using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>The host of this process, made when a hook or a client first asks for it.</summary>
internal static class ProcessHost
{
    public static CaptureHost Instance { get; } = Make();

    private static CaptureHost Make()
    {
        // The settings are read later, and a test may change its environment until then.
        var (root, enabled) = (Environment.GetEnvironmentVariable(RuntimeSettings.RootVariable), Environment.GetEnvironmentVariable(RuntimeSettings.EnabledVariable));
        var host = new CaptureHost(() => Settings(name => name == RuntimeSettings.RootVariable ? root : enabled), TimeProvider.System, Stderr, keepTrouble: RunNotes.Keep);
        var isOdd = IsOdd(enabled) || IsOdd(AppContext.GetData(RuntimeSettings.EnabledKey) as string);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            // Nobody asked for the settings, and a switch that nobody understands is told all the same.
            if (isOdd && host.IsSpokenTo)
            {
                _ = host.Settings;
            }

            host.Finish();
        };
        EndOfRun.Finishing += host.Finish;
        return host;
    }

    private static CaptureSettings Settings(Func<string, string?> environment)
    {
        try
        {
            return CaptureSettings.OfProcess(environment, TimeProvider.System.GetUtcNow());
        }
        catch (Exception) // thrown here it would be in every test; what is wrong with the settings, 'doctor' says
        {
            return new CaptureSettings { Enabled = false, Root = "", RunId = "" };
        }
    }

    // Not Console.Error: a test may have put its own writer there and count what arrives.
    private static TextWriter Stderr()
    {
        var stderr = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        return RunNotes.Announced is { } notes ? new NotesWriter(notes, stderr) : stderr;
    }

    private static bool IsOdd(string? said) => said is not (null or "" or "true" or "false" or "True" or "False" or "1" or "0");
}
