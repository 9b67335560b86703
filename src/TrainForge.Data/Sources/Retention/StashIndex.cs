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

        foreach (var found in Files(folder))
        {
            if (found.Name == StashPaths.Results)
            {
                results[found.Place] = found.Mark;
                continue;
            }

            var entry = stashes.GetValueOrDefault(found.Place) ?? new StashEntry(found.Place, found.Folder) { Run = RunOf(found.Place) };
            stashes[found.Place] = found.Name == StashPaths.Metadata ? entry with { Metadata = found.Mark } : entry with { Interactions = found.Mark };
        }

        return (stashes, results);
    }

    // Links are not followed: they lead out of the folder, or round in circles.
    private static FileSystemEnumerable<FoundFile> Files(string folder)
    {
        var (last, place) = (folder, ".");
        return new(
            folder,
            (ref e) =>
            {
                // Files of one folder come one after the other.
                if (!e.Directory.SequenceEqual(last))
                {
                    last = e.Directory.ToString();
                    place = Path.GetRelativePath(folder, last).Replace('\\', '/');
                }

                return new FoundFile(place, last, e.FileName.ToString(), new FileMark(e.Length, e.LastWriteTimeUtc.UtcTicks));
            },
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        {
            ShouldIncludePredicate = static (ref e) => !e.IsDirectory && e.FileName is StashPaths.Interactions or StashPaths.Metadata or StashPaths.Results,
        };
    }

    private static string? RunOf(string place) => place.Split('/') is [var run, _] && run != Ingested ? run : null;

    private sealed record FoundFile(string Place, string Folder, string Name, FileMark Mark);
}
