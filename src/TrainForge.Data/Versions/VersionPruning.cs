using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Data.Versions;

/// <summary>
/// Removes old versions. Never: one of the newest, the one that the last build came to, one that is pinned, one that somebody uses, one whose record cannot be read.
/// A version goes at once or not at all: it is renamed first, and what a killed removal left under that name goes the next time.
/// </summary>
public static class VersionPruning
{
    private const string RemovedPrefix = ".removing-";

    /// <summary>Oldest first.</summary>
    /// <param name="keep">So many newest stay; 0 keeps all.</param>
    /// <param name="isUsed">By content hash.</param>
    public static IReadOnlyList<string> Plan(string datasetFolder, int keep, Func<string, bool> isUsed) =>
        keep == 0 ? [] : [.. DatasetPaths.Versions(datasetFolder).SkipLast(keep).Except([DatasetPaths.Current(datasetFolder)!]).Where(v => !DatasetPaths.IsPinned(v) && Hash(v) is { } hash && !isUsed(hash))];

    /// <summary>
    /// Plans and removes while nobody builds, verifies or pins a version of this root. Null when somebody does: the build that follows
    /// will.
    /// </summary>
    public static PruneReport? Run(TrainForgeRoot root, string datasetFolder, int keep, Func<string, bool> isUsed, CancellationToken cancel)
    {
        if (keep == 0 || !Directory.Exists(datasetFolder))
        {
            return new PruneReport([], []);
        }

        using var alone = RootLock.TryAcquire(root);
        using var turn = alone is null ? null : FileLock.TryAcquire(Path.Combine(datasetFolder, DatasetPaths.BuildLock));
        if (turn is null)
        {
            return null;
        }

        var (removed, problems) = (new List<string>(), new List<Diagnostic>());
        foreach (var left in Directory.EnumerateDirectories(datasetFolder, RemovedPrefix + "*"))
        {
            Remove(left, Path.GetFileName(left));
        }

        foreach (var version in Plan(datasetFolder, keep, isUsed))
        {
            cancel.ThrowIfCancellationRequested();
            var aside = Path.Combine(datasetFolder, RemovedPrefix + Path.GetFileName(version));
            if (Move(version, aside) && Remove(aside, Path.GetFileName(version)))
            {
                removed.Add(Path.GetFileName(version));
            }
        }

        return new PruneReport(removed, problems);

        // Somebody may have a file of it open; that is no reason to fail a build.
        bool Move(string from, string to) => Try(Path.GetFileName(from), () => Directory.Move(from, to));

        bool Remove(string folder, string name) => Try(name, () => Directory.Delete(folder, recursive: true));

        bool Try(string version, Action act)
        {
            try
            {
                act();
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(Rules.VersionInUse.Here(version, Path.GetFileName(datasetFolder), e.Message));
                return false;
            }
        }
    }

    // Without a readable hash nobody can say that no run needs the version: it stays.
    private static string? Hash(string version)
    {
        try
        {
            return DatasetVersions.ReadManifest(version).ContentHash is { Length: > 0 } hash ? hash : null;
        }
        catch (TrainForgeException)
        {
            return null;
        }
    }
}

/// <param name="Removed">Names of versions.</param>
/// <param name="Problems">Warnings: what should have gone and could not.</param>
public sealed record PruneReport(IReadOnlyList<string> Removed, IReadOnlyList<Diagnostic> Problems);
