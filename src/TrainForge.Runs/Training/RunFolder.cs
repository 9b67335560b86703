using TrainForge.Files;
using TrainForge.Hashing;
using TrainForge.Options;
using TrainForge.Runs.Configuration;

namespace TrainForge.Runs.Training;

/// <summary>One run on disk: final_training/&lt;env&gt;/&lt;model&gt;/spec-…_exec-…/v1.</summary>
public sealed class RunFolder
{
    public const string CheckpointName = "checkpoint";

    /// <summary>Everything a later process needs to go on with the training.</summary>
    public const string StateName = "training_state.safetensors";

    /// <summary>It says when; everything else in the folder is listed with its hash.</summary>
    public static readonly IReadOnlySet<string> Unhashed = new HashSet<string>(StringComparer.Ordinal) { RunMetadata.FileName };

    private RunFolder(string path, RunMetadata metadata) => (Path, Metadata) = (path, metadata);

    public string Path { get; }

    public RunMetadata Metadata { get; }

    public string Checkpoint => System.IO.Path.Combine(Path, CheckpointName);

    /// <summary>spec-…_exec-…/v1, as commands take and print it.</summary>
    public string Id => $"{System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(Path))}/{System.IO.Path.GetFileName(Path)}";

    /// <summary>Null when the folder holds no metadata: a run that was never begun, or is none.</summary>
    public static RunFolder? Open(string path)
    {
        var metadata = System.IO.Path.Combine(path, RunMetadata.FileName);
        return File.Exists(metadata) ? new RunFolder(path, RunsJson.Read<RunMetadata>(metadata)) : null;
    }

    /// <summary>
    /// Why the run cannot be used as finished; empty when it can. Finished means: it says so, and every file it lists is there with the
    /// bytes it was written with. A file that merely exists proves nothing.
    /// </summary>
    public IReadOnlyList<string> WhyIncomplete(CancellationToken cancel)
    {
        if (!Metadata.Status.Training.Completed)
        {
            return ["its training did not reach the end"];
        }

        return [.. Sha256Sums.Verify(Path, Unhashed, cancel).Select(Sentence)];
    }

    /// <summary>Every run below final_training, in ordinal order of their paths.</summary>
    public static IEnumerable<RunFolder> All(TrainForgeRoot root) =>
        Folders(root.FinalTraining).SelectMany(Folders).SelectMany(Folders).SelectMany(Folders).Select(Open).OfType<RunFolder>();

    public RunMetrics ReadMetrics() => RunsJson.Read<RunMetrics>(System.IO.Path.Combine(Path, RunMetrics.FileName));

    /// <summary>The effective settings the run was trained with, whatever trainforge.yaml says today.</summary>
    public TrainingOptions ReadSettings() =>
        SavedSettings.Read<TrainingOptions>(Metadata.Spec["training"], System.IO.Path.Combine(Path, RunMetadata.FileName));

    private static string Sentence(SumProblem problem) => problem.Fault switch
    {
        SumFault.ListMissing => $"it has no {Sha256Sums.FileName}",
        SumFault.FileMissing => $"'{problem.Path}' is missing",
        SumFault.FileChanged => $"'{problem.Path}' is not the file that was written",
        SumFault.FileNotListed => $"'{problem.Path}' does not belong to it",
        _ => $"'{problem.Path}' in its {Sha256Sums.FileName} is not understood",
    };

    internal static IEnumerable<string> Folders(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal) : [];
}
