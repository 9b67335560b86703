using System.Globalization;
using TrainForge.Data.Sources;
using TrainForge.Data.Sources.Packs;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Stashes;

namespace TrainForge.Data.Pipeline;

/// <summary>Everything below a root that a build reads: stashes, and what was imported.</summary>
internal static class BuildInputs
{
    private const string Stash = "stash";

    /// <param name="only">Places to read; null reads everything.</param>
    public static IReadOnlyList<ISource> Sources(DatasetBuildOptions options, IReadOnlySet<string>? only = null)
    {
        var wanted = Wanted(options);
        return
        [
            .. wanted.Contains(Stash) ? [new StashSource(options.Root.Stashes, only)] : Array.Empty<ISource>(),
            .. TranscriptKind.All.Where(k => wanted.Contains(k.Name)).Select(k => new PackSource(options, k, only)),
        ];
    }

    /// <summary>A line per file, with what tells whether it was changed.</summary>
    public static IEnumerable<string> Files(TrainForgeRoot root)
    {
        var store = new PackStore(root);
        var stashes = StashReader.Find(root.Stashes);
        return stashes
            .SelectMany(stash => new[] { StashPaths.Interactions, StashPaths.Metadata }.Select(name => Path.Combine(stash, name)))
            .Concat(stashes.Select(stash => Path.GetDirectoryName(stash)!).Distinct(StringComparer.Ordinal).Select(run => Path.Combine(run, StashPaths.Results)))
            .Concat(TranscriptKind.All.SelectMany(kind => store.Paths(kind.Name)))
            .Select(path => new FileInfo(path))
            .Where(file => file.Exists)
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(root.Folder, file.FullName)}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"));
    }

    public static bool Exists(TrainForgeRoot root, string place) =>
        new PackStore(root).PathOfPlace(place) is { } pack ? File.Exists(pack) : Directory.Exists(Path.Combine(root.Stashes, place));

    private static HashSet<string> Wanted(DatasetBuildOptions options)
    {
        var known = TranscriptKind.All.Select(k => k.Name).Prepend(Stash).ToList();
        var wanted = options.Dataset.Sources;
        return wanted.FirstOrDefault(kind => !known.Contains(kind)) is { } unknown
            ? throw new TrainForgeException(Rules.SourceKindUnknown.Here(unknown, string.Join(", ", known)))
            : (wanted.Count == 0 ? known : wanted).ToHashSet(StringComparer.Ordinal);
    }
}
