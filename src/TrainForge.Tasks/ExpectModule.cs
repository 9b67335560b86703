using Microsoft.Build.Framework;
using TrainForge.Datasets;

namespace TrainForge.Tasks;

/// <summary>
/// Leaves a note for a test module that 'dotnet test' is about to start, in its own process: see <see cref="RunModules"/>. Elsewhere, as
/// in 'dotnet run', and where the note cannot be written, modules go without.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class ExpectModule : ProjectTask
{
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
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Diagnostics.TrainForgeException)
        {
            Log.LogMessage(MessageImportance.Low, "{0}", e.Message);
        }
    }
}
