using TrainForge.Files;
using TrainForge.Hashing;
using TrainForge.Options;
using TrainForge.Runs.Examples;

namespace TrainForge.Runs.Training;

/// <summary>Trains again what a run was trained on, by the settings it kept, and compares every byte of the checkpoint.</summary>
public static class Verification
{
    /// <summary>The files that differ; empty when the run is what its spec says.</summary>
    public static IReadOnlyList<string> Run(TrainForgeRoot root, RunFolder run, TrainingDataset dataset, Action<Engine.Training.StepMetrics, int> onStep, CancellationToken cancel)
    {
        RunSearch.RequireComplete(run, cancel);
        var settings = run.ReadSettings();
        var model = TrainedCheckpoint.Open(root, run).Base();
        var data = TrainingData.Load(dataset, model, settings.MaxLength, cancel);
        var scratch = Directory.CreateTempSubdirectory("trainforge-verify-").FullName;
        try
        {
            EmbeddedTraining.Run(model, data, settings, onStep, cancel).Write(scratch, model);
            var (recorded, again) = (Entries(run.Checkpoint, cancel), Entries(scratch, cancel));
            return [.. recorded.Keys.Union(again.Keys).Order(StringComparer.Ordinal).Where(p => recorded.GetValueOrDefault(p) != again.GetValueOrDefault(p))];
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static Dictionary<string, string> Entries(string folder, CancellationToken cancel) =>
        FileEntry.Of(folder, new HashSet<string>(), cancel).ToDictionary(e => e.Path, e => e.Sha256, StringComparer.Ordinal);
}
