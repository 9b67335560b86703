using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Runs.Training;

/// <summary>From what a user writes to a run: nothing (the newest completed one), an id, the beginning of an id, or a path.</summary>
public static class RunSearch
{
    public static RunFolder Find(TrainForgeRoot root, string? wanted, string currentFolder)
    {
        var all = RunFolder.All(root).ToList();
        if (string.IsNullOrEmpty(wanted))
        {
            return all.Where(r => r.Metadata.Status.Training.Completed).MaxBy(r => r.Metadata.Status.Training.CompletedAt)
                ?? throw new TrainForgeException(Rules.NoCompletedRun.Here(root.FinalTraining));
        }

        if (RunFolder.Open(Path.GetFullPath(wanted, currentFolder)) is { } named)
        {
            return named;
        }

        var matching = all.Where(r => r.Id.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        return matching.Count switch
        {
            1 => matching[0],
            0 => throw new TrainForgeException(Rules.RunNotFound.Here(wanted, root.FinalTraining, Nearest.Suggest(wanted, all.Select(r => r.Id)))),
            _ => throw new TrainForgeException(Rules.RunAmbiguous.Here(wanted, string.Join(", ", matching.Select(r => r.Id)))),
        };
    }

    /// <summary>The run, or the reason why its results cannot be relied on.</summary>
    public static RunFolder RequireComplete(RunFolder run, CancellationToken cancel)
    {
        var why = run.WhyIncomplete(cancel);
        return why.Count == 0 ? run : throw new TrainForgeException(Rules.RunIncomplete.Here(run.Id, string.Join("; ", why.Take(3))));
    }
}
