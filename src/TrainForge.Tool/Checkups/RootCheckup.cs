using System.Globalization;
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

        yield return Rights(root);
        yield return Disk(root);
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
    private static Finding Rights(TrainForgeRoot root)
    {
        var folder = Existing(root.Folder);
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

    private static Finding Disk(TrainForgeRoot root)
    {
        var free = new DriveInfo(Existing(root.Folder)).AvailableFreeSpace;
        return free < TightBytes
            ? new Finding("disk", Verdict.Problem, $"{Sizes.Text(free)} free; a training run needs room for checkpoints. 'trainforge clean' shows what may go.")
            : new Finding("disk", Verdict.Ok, $"{Sizes.Text(free)} free");
    }

    private static IEnumerable<Finding> Locks(TrainForgeRoot root)
    {
        foreach (var file in Sizes.FilesBelow(root.Folder).Where(f => f.Extension == ".lock").OrderBy(f => f.FullName, StringComparer.Ordinal))
        {
            if (FileLock.HolderOf(file.FullName) is { } holder)
            {
                yield return new Finding("lock", Verdict.Note, $"{Path.GetRelativePath(root.Folder, file.FullName)} is held by {holder}");
            }
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

    private static string Existing(string folder)
    {
        while (!Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
