using System.Collections.Concurrent;
using Microsoft.Build.Framework;
using TrainForge.Datasets;
using TrainForge.Options;

namespace TrainForge.Tasks;

/// <summary>
/// Leaves a note for a test module that 'dotnet test' is about to start, in its own process: see <see cref="RunModules"/>. Elsewhere, as
/// in 'dotnet run', and where the note cannot be written, modules go without. When that process ends it looks whether the last module
/// died and left others' requests behind.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class ExpectModule : ProjectTask
{
    private static readonly ConcurrentDictionary<(string Root, string? Dataset), bool> Ends = new();

    /// <summary>The test assembly.</summary>
    [Required]
    public required string Module { get; set; }

    protected override void Run(CancellationToken cancel)
    {
        var settings = Settings();
        if (!settings.Enabled || Environment.GetCommandLineArgs() is not [_, "test", ..])
        {
            return;
        }

        try
        {
            RunModules.Expect(settings, FullPath(Module));
            if (Ends.TryAdd((settings.Root, settings.Dataset), true))
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) => End(settings, Console.Out);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Diagnostics.TrainForgeException)
        {
            Log.LogMessage(MessageImportance.Low, "{0}", e.Message);
        }
    }

    internal static void End(RuntimeSettings settings, TextWriter output)
    {
        try
        {
            if (RunModules.Close(settings) && BuildRequest.IsAsked(settings))
            {
                foreach (var line in BuildRequest.Send(settings, CancellationToken.None).Lines)
                {
                    output.WriteLine(line);
                }
            }
        }
#pragma warning disable CA1031 // an exception here would change how a user's test run ends; the request stays, and the next run or build serves it
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
