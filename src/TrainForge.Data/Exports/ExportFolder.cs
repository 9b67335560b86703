using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Hashing;

namespace TrainForge.Data.Exports;

/// <summary>
/// Puts a folder in its place whole or not at all. A folder that is there is replaced only when it is an earlier export with not
/// a byte changed and nothing added: what a person put there is not ours to remove.
/// </summary>
internal static class ExportFolder
{
    /// <summary>Every export has it; it names what was exported.</summary>
    public const string RecordName = "EXPORT.json";

    // Of versions, exports, runs and conversions.
    private static readonly string[] Records = [DatasetPaths.Manifest, RecordName, "metadata.json"];

    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>(StringComparer.Ordinal);

    public static void Replace(string folder, Action<string> write, CancellationToken cancel)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        RequireOurs(target, cancel);
        var mark = Guid.NewGuid().ToString("N");
        var unfinished = $"{target}.exporting-{mark}";
        try
        {
            Directory.CreateDirectory(unfinished);
            write(unfinished);
            Sha256Sums.Write(unfinished, Nothing, cancel);
            RequireOurs(target, cancel);
            Place(unfinished, target, $"{target}.replaced-{mark}");
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    private static void RequireOurs(string target, CancellationToken cancel)
    {
        for (var around = Path.GetDirectoryName(target); around is not null; around = Path.GetDirectoryName(around))
        {
            // A list of sums alone is anybody's; with one of these beside it, it is one of ours, and what is added damages it.
            if (File.Exists(Path.Combine(around, Sha256Sums.FileName)) && Records.Any(record => File.Exists(Path.Combine(around, record))))
            {
                throw new TrainForgeException(Rules.ExportFolderForeign.Here(target, $"it lies inside '{around}', whose {Sha256Sums.FileName} lists all that may be there"));
            }
        }

        if (File.Exists(target))
        {
            throw new TrainForgeException(Rules.ExportFolderForeign.Here(target, "it is a file"));
        }

        if (!Directory.Exists(target) || !Directory.EnumerateFileSystemEntries(target).Any())
        {
            return;
        }

        if (!File.Exists(Path.Combine(target, RecordName)))
        {
            throw new TrainForgeException(Rules.ExportFolderForeign.Here(target, $"it is not empty and has no {RecordName}"));
        }

        if (Sha256Sums.Verify(target, Nothing, cancel) is [var first, ..])
        {
            throw new TrainForgeException(Rules.ExportFolderForeign.Here(target, $"'{first.Path}' in it was added, changed or removed since"));
        }
    }

    private static void Place(string unfinished, string target, string aside)
    {
        try
        {
            Swap(unfinished, target, aside);
        }
        catch (Exception e) when (FileFault.IsFileFault(e))
        {
            throw FileFault.NotWritten(target, e);
        }
    }

    private static void Swap(string unfinished, string target, string aside)
    {
        if (!Directory.Exists(target))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Directory.Move(unfinished, target);
            return;
        }

        Directory.Move(target, aside);
        try
        {
            Directory.Move(unfinished, target);
        }
        catch (IOException)
        {
            Directory.Move(aside, target);
            throw;
        }

        Directory.Delete(aside, recursive: true);
    }
}
