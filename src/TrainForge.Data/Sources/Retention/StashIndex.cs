using System.IO.Enumeration;
using TrainForge.Files;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources.Retention;

/// <summary>
/// Every stash of a root, found in one walk through the folders. What its metadata says is remembered in cache/, by the
/// file's length and time, so that of ten thousand stashes only new ones are opened.
/// </summary>
public sealed class StashIndex
{
    /// <summary>What came in without metadata lies below this, see 'trainforge ingest stash'.</summary>
    public const string Ingested = "ingested";

    private StashIndex(IReadOnlyList<StashEntry> entries, IReadOnlyDictionary<string, FileMark> results) => (Entries, Results) = (entries, results);

    /// <summary>In ordinal order of their places.</summary>
    public IReadOnlyList<StashEntry> Entries { get; }

    /// <summary>results.jsonl, by run.</summary>
    public IReadOnlyDictionary<string, FileMark> Results { get; }

    /// <param name="remember">False writes nothing, for looking only.</param>
    public static StashIndex Read(TrainForgeRoot root, bool remember, CancellationToken cancel)
    {
        var (stashes, results) = Walk(root.Stashes);
        var known = StashIndexFile.Read(root);
        var entries = new List<StashEntry>(stashes.Count);
        var opened = 0;
        foreach (var found in stashes.Values.OrderBy(e => e.Place, StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            if (found.Metadata.IsNone)
            {
                entries.Add(found);
            }
            else if (known.GetValueOrDefault(found.Place) is { } entry && entry.Metadata == found.Metadata)
            {
                entries.Add(entry with { Folder = found.Folder, Run = found.Run, Interactions = found.Interactions });
            }
            else
            {
                entries.Add(Opened(found));
                opened++;
            }
        }

        if (remember && (opened > 0 || known.Count > entries.Count))
        {
            StashIndexFile.Write(root, entries);
        }

        return new StashIndex(entries, results);
    }

    private static StashEntry Opened(StashEntry found) => StashReader.Metadata(found.Folder) is not { } metadata ? found : found with
    {
        Test = TestKey.Of(metadata),
        TestId = TestKey.Of(metadata.TestId),
        Time = metadata.Timestamp,
        Attempt = metadata.Attempt,
    };

    private static (Dictionary<string, StashEntry> Stashes, Dictionary<string, FileMark> Results) Walk(string folder)
    {
        var stashes = new Dictionary<string, StashEntry>(StringComparer.Ordinal);
        var results = new Dictionary<string, FileMark>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
        {
            return (stashes, results);
        }

        foreach (var (path, mark) in Files(folder))
        {
            var parent = Path.GetDirectoryName(path)!;
            var place = Path.GetRelativePath(folder, parent).Replace('\\', '/');
            var name = Path.GetFileName(path);
            if (name == StashPaths.Results)
            {
                results[place] = mark;
                continue;
            }

            var entry = stashes.GetValueOrDefault(place) ?? new StashEntry(place, parent) { Run = RunOf(place) };
            stashes[place] = name == StashPaths.Metadata ? entry with { Metadata = mark } : entry with { Interactions = mark };
        }

        return (stashes, results);
    }

    // Links are not followed: they lead out of the folder, or round in circles.
    private static FileSystemEnumerable<(string Path, FileMark Mark)> Files(string folder) =>
        new(folder,
            static (ref e) => (e.ToFullPath(), new FileMark(e.Length, e.LastWriteTimeUtc.UtcTicks)),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        {
            ShouldIncludePredicate = static (ref e) => !e.IsDirectory && e.FileName is StashPaths.Interactions or StashPaths.Metadata or StashPaths.Results,
        };

    private static string? RunOf(string place) => place.Split('/') is [var run, _] && run != Ingested ? run : null;
}
