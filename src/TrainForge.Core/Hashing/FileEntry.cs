using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Hashing;

/// <summary>One file of a folder.</summary>
/// <param name="Path">Relative to the folder, with '/'.</param>
public sealed record FileEntry(string Path, long Length, string Sha256)
{
    /// <summary>Every file below a folder, in ordinal order of paths. Left out: the excluded, and what killed writers left.</summary>
    /// <param name="excluded">Relative paths with '/'.</param>
    public static IReadOnlyList<FileEntry> Of(string folder, IReadOnlySet<string> excluded, CancellationToken cancel)
    {
        var (files, links) = Paths(folder);
        if (links.Find(path => !excluded.Contains(path)) is { } link)
        {
            throw new TrainForgeException(Rules.LinkInFolder.Here(System.IO.Path.Combine(folder, link)));
        }

        var entries = new List<FileEntry>();
        foreach (var path in files.Where(path => !excluded.Contains(path)))
        {
            cancel.ThrowIfCancellationRequested();
            var (length, sha256) = Hashing.Sha256.Measure(System.IO.Path.Combine(folder, path));
            entries.Add(new FileEntry(path, length, sha256));
        }

        return entries;
    }

    /// <summary>Files in ordinal order, and links apart: nothing here follows one.</summary>
    internal static (List<string> Files, List<string> Links) Paths(string folder)
    {
        List<string> files = [], links = [];
        Collect(new DirectoryInfo(folder), "", files, links);
        files.Sort(string.CompareOrdinal);
        links.Sort(string.CompareOrdinal);
        return (files, links);
    }

    private static void Collect(DirectoryInfo folder, string prefix, List<string> files, List<string> links)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }))
        {
            if (entry.LinkTarget is not null)
            {
                links.Add(prefix + entry.Name);
            }
            else if (entry is DirectoryInfo inner)
            {
                Collect(inner, prefix + entry.Name + "/", files, links);
            }
            else if (!AtomicFile.IsTemporary(entry.Name))
            {
                files.Add(prefix + entry.Name);
            }
        }
    }
}
