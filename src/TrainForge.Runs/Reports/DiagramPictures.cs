using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using TrainForge.Diagnostics;

namespace TrainForge.Runs.Reports;

/// <summary>
/// Has PlantUML draw the diagrams that have no picture, or one that is older. One process each, with its arguments as a list; one that
/// takes too long is ended with everything it started, and so is the one at work when the user cancels.
/// </summary>
/// <param name="program">PlantUML, as it was found on the PATH.</param>
/// <param name="patience">For one diagram.</param>
public sealed class DiagramPictures(string program, TimeSpan patience)
{
    /// <summary>Of failures in a row: what failed so often will fail for the rest too.</summary>
    private const int Enough = 3;

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How many were drawn, and a warning for each that was not.</summary>
    public async Task<(int Drawn, IReadOnlyList<Diagnostic> Problems)> DrawAsync(IReadOnlyList<string> diagrams, Action<string> progress, CancellationToken cancel)
    {
        var (drawn, inRow) = (0, 0);
        var problems = new List<Diagnostic>();
        foreach (var diagram in diagrams.Where(IsDue))
        {
            if (inRow == Enough)
            {
                break;
            }

            progress(Path.GetFileName(diagram));
            if (await DrawAsync(diagram, cancel) is { } reason)
            {
                problems.Add(Rules.DiagramNotDrawn.Here(diagram, reason));
                inRow++;
            }
            else
            {
                drawn++;
                inRow = 0;
            }
        }

        return (drawn, problems);
    }

    private static string PictureOf(string diagram) => Path.ChangeExtension(diagram, StashReports.Picture);

    internal static bool IsDue(string diagram) =>
        !File.Exists(PictureOf(diagram)) || File.GetLastWriteTimeUtc(PictureOf(diagram)) < File.GetLastWriteTimeUtc(diagram);

    // Null when it was drawn.
    private async Task<string?> DrawAsync(string diagram, CancellationToken cancel)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(patience);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, ["-tpng", "-charset", "UTF-8", Path.GetFileName(diagram)])
            {
                WorkingDirectory = Path.GetDirectoryName(diagram)!,
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return e.Message;
        }

        // What it says is read and forgotten, so that it cannot block; it may quote the diagram.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(time.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);

            // Half a picture must not pass for one.
            File.Delete(PictureOf(diagram));
            cancel.ThrowIfCancellationRequested();
            return string.Create(CultureInfo.InvariantCulture, $"it took longer than {patience.TotalSeconds:0.#} seconds");
        }

        return process.ExitCode != 0 ? string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {process.ExitCode}")
            : File.Exists(PictureOf(diagram)) ? null
            : "it wrote no picture";
    }
}
