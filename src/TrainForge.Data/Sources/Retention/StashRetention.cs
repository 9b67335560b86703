using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources.Retention;

/// <summary>
/// Takes stashes away: each at once or not at all, by moving it aside first. What a killed removal left aside goes the next time.
/// Never touched: a run that may still be at work, because something in it was written within the hour or a test of it has its
/// stash open. The root's lock is the caller's.
/// </summary>
/// <param name="clock">To tell a young run from an old one.</param>
public sealed class StashRetention(TrainForgeRoot root, TimeProvider clock)
{
    private static readonly TimeSpan AtWork = TimeSpan.FromHours(1);
    private static readonly EnumerationOptions NoLinks = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly string _aside = Path.Combine(root.Cache, "removing");
    private readonly List<(string Path, string Reason)> _failed = [];

    /// <summary>Removes what the selection passed over. Trouble is told, not thrown: what was built is built.</summary>
    public RetentionReport Remove(StashSelection selection, CancellationToken cancel)
    {
        Try(_aside, () => Sweep(root));
        var removed = 0;
        foreach (var run in selection.PassedOver.GroupBy(e => e.Run!, StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            var folder = Path.Combine(root.Stashes, run.Key);
            Try(folder, () => removed += IsAtWork(folder) ? 0 : RemoveFrom(folder, [.. run], cancel));
        }

        Try(_aside, () => Sweep(root));
        return new RetentionReport(removed, _failed is [var first, ..] ? [Rules.StashesNotRemoved.Here(_failed.Count, first.Path, first.Reason)] : []);
    }

    /// <summary>Whether a test process may still be adding to a run.</summary>
    public bool IsAtWork(string runFolder)
    {
        // A time to come is that of another machine's clock, and as young.
        var limit = clock.GetUtcNow().UtcDateTime - AtWork;
        var folder = new DirectoryInfo(runFolder);
        return folder.Exists
            && (folder.EnumerateFiles("*", NoLinks).Any(f => f.LastWriteTimeUtc > limit)
                || folder.EnumerateDirectories().Any(stash => !File.Exists(Path.Combine(stash.FullName, StashPaths.Metadata)) && StashInUse.IsOpen(stash.FullName)));
    }

    /// <summary>Whether these are all stashes of a run, and nothing lies beside them that is not ours to remove.</summary>
    public static bool IsWhole(string runFolder, IEnumerable<StashEntry> stashes)
    {
        var names = stashes.Select(s => Path.GetFileName(s.Folder)).ToHashSet(StringComparer.Ordinal);
        return new DirectoryInfo(runFolder).EnumerateFileSystemInfos().All(e => e is DirectoryInfo ? names.Contains(e.Name) : IsOurs(e.Name));
    }

    /// <summary>Moves a folder out of everybody's sight; it is deleted by <see cref="Sweep"/>.</summary>
    public static void MoveAside(TrainForgeRoot root, string folder)
    {
        var aside = Directory.CreateDirectory(Path.Combine(root.Cache, "removing"));
        Directory.Move(folder, Path.Combine(aside.FullName, Guid.NewGuid().ToString("N")));
    }

    /// <summary>Deletes what was moved aside, now or by a process that was killed.</summary>
    public static void Sweep(TrainForgeRoot root)
    {
        var aside = Path.Combine(root.Cache, "removing");
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    private int RemoveFrom(string runFolder, StashEntry[] stashes, CancellationToken cancel)
    {
        if (IsWhole(runFolder, stashes))
        {
            return Try(runFolder, () => MoveAside(root, runFolder)) ? stashes.Length : 0;
        }

        var removed = 0;
        foreach (var stash in stashes)
        {
            cancel.ThrowIfCancellationRequested();
            removed += Try(stash.Folder, () => MoveAside(root, stash.Folder)) ? 1 : 0;
        }

        return removed;
    }

    // Results are worth nothing without the stashes they judge. A file that somebody put there stays, and its folder with it.
    private static bool IsOurs(string name) => name is StashPaths.Results or StashPaths.Results + LineAppender.TornSuffix;

    private bool Try(string path, Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return false; // gone already: somebody deletes by hand
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failed.Add((path, e.Message));
            return false;
        }
    }
}

/// <summary>What retention came to: how many stashes went, and one warning for all that could not be removed.</summary>
public sealed record RetentionReport(int Removed, IReadOnlyList<Diagnostic> Problems);
