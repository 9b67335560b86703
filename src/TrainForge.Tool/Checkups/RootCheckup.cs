using System.Globalization;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Stashes;

namespace TrainForge.Tool.Checkups;

/// <summary>The root folder: where, why there, may we write, is there room, who holds locks, what was left behind.</summary>
internal static class RootCheckup
{
    private const long TightBytes = 1_000_000_000;
    private static readonly TimeSpan LongRun = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongerThanAnyWrite = TimeSpan.FromDays(1);

    public static IEnumerable<Finding> Of(TrainForgeRoot root, DateTimeOffset now)
    {
        yield return new Finding("root", Verdict.Ok, $"{root.Folder} ({Reason(root.Source)}{(Directory.Exists(root.Folder) ? "" : "; not there yet, the first recording makes it")})");
        foreach (var problem in root.Check())
        {
            yield return new Finding("root", Verdict.Problem, problem.ToString());
        }

        // On Windows, a drive that is not there has no folder above it that is.
        if (Existing(root.Folder) is not { } folder)
        {
            yield return new Finding("root", Verdict.Problem, $"no folder above {root.Folder} exists. Name another root with --root, {RootFinder.Variable} or TrainForgeRoot.");
            yield break;
        }

        yield return Rights(folder);
        yield return Disk(folder);
        foreach (var finding in Locks(root).Append(Stashes(root, now)).Append(Leftovers(root, now)))
        {
            yield return finding;
        }
    }

    private static string Reason(RootSource source) => source switch
    {
        RootSource.Option => "named by --root",
        RootSource.Environment => $"named by {RootFinder.Variable}",
        RootSource.Property => "named by TrainForgeRoot",
        RootSource.Configuration => "beside trainforge.yaml",
        RootSource.Solution => "beside the nearest solution; no trainforge.yaml was found",
        RootSource.Git => "at the top of the git repository; neither trainforge.yaml nor a solution was found",
        _ => "in this folder; no trainforge.yaml, solution or git repository was found",
    };

    // Rights are tried, not read: access lists, read-only mounts and quotas all say their own word.
    private static Finding Rights(string folder)
    {
        try
        {
            var probe = Path.Combine(folder, $".tf-probe-{Guid.NewGuid():N}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                return new Finding("rights", Verdict.Ok, $"files can be written in {folder}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Finding("rights", Verdict.Problem, $"nothing can be written in {folder}: {e.Message} Tests go on, but nothing is recorded.");
        }
    }

    private static Finding Disk(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return free < TightBytes
            ? new Finding("disk", Verdict.Problem, $"{Sizes.Text(free)} free; a training run needs room for checkpoints. 'trainforge clean' shows what may go.")
            : new Finding("disk", Verdict.Ok, $"{Sizes.Text(free)} free");
    }

    // Locks of ours: what a test attached to its stash may be called so too.
    private static IEnumerable<Finding> Locks(TrainForgeRoot root) =>
        from file in Sizes.FilesBelow(root.Folder).OrderBy(f => f.FullName, StringComparer.Ordinal)
        where file.Extension == ".lock" && !file.FullName.StartsWith(root.Stashes + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        let finding = Lock(file.FullName, Path.GetRelativePath(root.Folder, file.FullName))
        where finding is not null
        select finding;

    private static Finding? Lock(string file, string shown)
    {
        try
        {
            return FileLock.HolderOf(file) is { } holder ? new Finding("lock", Verdict.Note, $"{shown} is held by {holder}") : null;
        }
        catch (TrainForgeException e)
        {
            // Most often another user's, as of a container. The checkup has more to say.
            return new Finding("lock", Verdict.Problem, $"{shown} cannot be locked: {e.Message}");
        }
    }

    private static Finding Stashes(TrainForgeRoot root, DateTimeOffset now)
    {
        var all = StashReader.Find(root.Stashes);
        var unfinished = all.Count(s => !File.Exists(Path.Combine(s, StashPaths.Metadata)) && now - Directory.GetLastWriteTimeUtc(s) > LongRun);
        var count = all.Count.ToString(CultureInfo.InvariantCulture);
        return unfinished == 0
            ? new Finding("stashes", Verdict.Ok, $"{count}, each with its outcome or still being written")
            : new Finding("stashes", Verdict.Note, $"{count}; {unfinished.ToString(CultureInfo.InvariantCulture)} have no outcome, because their test process ended early. They are not trained on.");
    }

    private static Finding Leftovers(TrainForgeRoot root, DateTimeOffset now)
    {
        var count = Sizes.FilesBelow(root.Folder).Count(f => AtomicFile.IsTemporary(f.FullName) && now - f.LastWriteTimeUtc > LongerThanAnyWrite);
        return count == 0
            ? new Finding("leftovers", Verdict.Ok, "none")
            : new Finding("leftovers", Verdict.Note, $"{count.ToString(CultureInfo.InvariantCulture)} temporary files of writes that were killed; 'trainforge clean --yes' removes them");
    }

    /// <summary>The folder itself or the nearest above it that is there.</summary>
    internal static string? Existing(string? folder)
    {
        while (folder is not null && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
