using System.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Tool;

/// <summary>Asks other programs for their version. They are optional: whatever goes wrong, the answer is that there is none.</summary>
internal static class Programs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The first line a program prints; null when it is not on the PATH, fails or takes too long.</summary>
    public static async Task<string?> AskAsync(string program, IReadOnlyList<string> args, CancellationToken cancel)
    {
        if (ProgramSearch.Find(program) is not { } file)
        {
            return null;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(file, args) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false },
        };
        try
        {
            process.Start();
            process.StandardInput.Close();
            process.ErrorDataReceived += static (_, _) => { }; // read and forgotten, so that it cannot block
            process.BeginErrorReadLine();
            var text = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? text.Split('\n')[0].Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // on the PATH, and not a program this system can start
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancel.ThrowIfCancellationRequested();
            return null;
        }
    }

    /// <summary>
    /// Starts this tool again, with nothing in common with this process: whoever reads our output must not wait for it. On Windows a child
    /// inherits every handle unless the system's shell starts it; elsewhere only the three streams, which are led away.
    /// </summary>
    public static void StartBeside(IReadOnlyList<string> args)
    {
        var host = System.Environment.ProcessPath!;
        var isDotNet = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var isWindows = OperatingSystem.IsWindows();
        using var process = Process.Start(new ProcessStartInfo(host, isDotNet ? [typeof(Programs).Assembly.Location, .. args] : args)
        {
            UseShellExecute = isWindows,
            WindowStyle = ProcessWindowStyle.Hidden,
            RedirectStandardInput = !isWindows,
            RedirectStandardOutput = !isWindows,
            RedirectStandardError = !isWindows,
        });
    }
}
