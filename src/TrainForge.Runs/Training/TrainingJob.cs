using TrainForge.Diagnostics;
using TrainForge.Engine.Training;
using TrainForge.Files;
using TrainForge.Hashing;
using TrainForge.Options;
using TrainForge.Runs.Examples;
using TrainForge.Runs.Fingerprints;
using TrainForge.Runs.Models;

namespace TrainForge.Runs.Training;

/// <summary>
/// One training with the embedded engine: identify, reuse or train, write. The folder of a run says that it is complete only after
/// every file in it is written and listed with its hash; a cancelled or killed training leaves a folder that says so and is never reused.
/// </summary>
public sealed class TrainingJob(TrainingRequest request)
{
    // Longer than any training: whoever comes second waits for the first and then finds its run.
    private static readonly TimeSpan WaitForOther = TimeSpan.FromDays(30);

    public TrainingResult Run(Action<StepMetrics, int> onStep, CancellationToken cancel)
    {
        var mode = request.Options.Training.Mode;
        if (mode is not (RunMode.ReuseIfExists or RunMode.ForceNew))
        {
            throw new TrainForgeException(Rules.RunModeNotYet.Here(Setting.KeyOf(mode.ToString())));
        }

        var model = BaseModel(cancel);
        var spec = RunSpec.Of(ModelIdentity.Of(model), request.Dataset.ContentHash, request.Options.Training);
        var folders = new RunFolders(request.Root, request.Options.Environment, request.Model, spec);
        using var mine = Lock(folders.LockPath, cancel);
        return mode == RunMode.ReuseIfExists && folders.Reusable(cancel) is { } finished
            ? new TrainingResult(finished, Reused: true)
            : new TrainingResult(Train(model, spec, folders, onStep, cancel), Reused: false);
    }

    private ModelFolder BaseModel(CancellationToken cancel)
    {
        var named = request.Options.Training.Base;
        return named.Length > 0
            ? ModelFolder.Open(Path.GetFullPath(named, request.BaseFolder))
            : NewModel.Ensure(request.Root, request.Options.Model, request.Dataset, cancel);
    }

    private FileLock Lock(string path, CancellationToken cancel)
    {
        if (FileLock.TryAcquire(path) is { } free)
        {
            return free;
        }

        request.Tell("Another process trains the same; waiting for it.");
        return FileLock.Acquire(path, WaitForOther, cancel);
    }

    private RunFolder Train(ModelFolder model, RunSpec spec, RunFolders folders, Action<StepMetrics, int> onStep, CancellationToken cancel)
    {
        var started = request.Clock.GetTimestamp();
        var data = TrainingData.Load(request.Dataset, model, request.Options.Training.MaxLength, cancel);
        var (metadata, path) = Begin(model, spec, folders, cancel);

        var trained = EmbeddedTraining.Run(model, data, request.Options.Training, onStep, cancel);
        var checkpoint = Path.Combine(path, RunFolder.CheckpointName);
        trained.Write(checkpoint, model);
        RunsJson.Write(Path.Combine(path, RunMetrics.FileName), trained.Metrics);
        Sha256Sums.Write(path, RunFolder.Unhashed, cancel);

        var now = request.Clock.GetUtcNow();
        RunsJson.Write(Path.Combine(path, RunMetadata.FileName), metadata with
        {
            LastUpdated = now,
            Status = new RunStatus(new TrainingStatus(Completed: true)
            {
                CheckpointPath = RunFolder.CheckpointName,
                CompletedAt = now,
                Seconds = Math.Round(request.Clock.GetElapsedTime(started).TotalSeconds, 3),
            }),
        });
        return RunFolder.Open(path)!;
    }

    // Who removes versions holds the root and asks which of them a run names: either this run has named its version by then, or it finds
    // the version gone.
    private (RunMetadata Metadata, string Path) Begin(ModelFolder model, RunSpec spec, RunFolders folders, CancellationToken cancel)
    {
        using var alone = RootLock.Acquire(request.Root, cancel);
        request.Dataset.RequireThere(request.Root);
        var (variant, path) = folders.Next();
        var metadata = Metadata(model, spec, variant);
        RunsJson.Write(Path.Combine(path, RunMetadata.FileName), metadata);
        return (metadata, path);
    }

    private RunMetadata Metadata(ModelFolder model, RunSpec spec, int variant)
    {
        var now = request.Clock.GetUtcNow();
        return new RunMetadata
        {
            SpecFp = spec.SpecFingerprint.Hex,
            ExecFp = spec.ExecFingerprint.Hex,
            Variant = variant,
            Environment = request.Options.Environment,
            Model = request.Model,
            Spec = spec.Spec,
            Exec = spec.Exec,
            Base = Relative(model.Path),
            Dataset = request.Dataset.Id,
            DatasetHash = request.Dataset.ContentHash,
            ToolVersion = request.ToolVersion,
            Status = new RunStatus(new TrainingStatus(Completed: false)),
            CreatedAt = now,
            LastUpdated = now,
        };
    }

    // Inside the root or beside it a relative path survives a move of the whole; anything else is named as it is.
    private string Relative(string path) => Path.GetRelativePath(request.Root.Folder, path).Replace('\\', '/');
}
