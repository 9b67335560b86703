using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Datasets;

/// <summary>
/// A cheap answer to "would a build see anything new?": names, lengths and times, no contents. It may say yes too often and never
/// no too often, as long as files change when their contents do.
/// </summary>
internal static class BuildState
{
    /// <summary>Tests that never touched a model leave nothing, and then nobody needs a dataset.</summary>
    public static bool HasAnything(RuntimeSettings settings) =>
        Directory.Exists(Path.Combine(settings.Root, "stashes")) || Directory.Exists(Path.Combine(settings.Root, "sources"));

    /// <summary>
    /// What of an earlier look is still there. A build takes stashes away that it no longer needs: that is no change for the
    /// next one, while whatever came or changed meanwhile is.
    /// </summary>
    public static IEnumerable<string> InputsLeft(IReadOnlyList<string> before, RuntimeSettings settings) =>
        before.Intersect(InputLines(settings), StringComparer.Ordinal);

    /// <summary>
    /// Everything a build reads but for what trainforge.yaml names, see <see cref="WatchList"/>: stashes by their metadata, which is
    /// written last, what runners said of them, sources, decisions, the key of pseudonyms, configuration and the tool.
    /// </summary>
    public static IReadOnlyList<string> InputLines(RuntimeSettings settings)
    {
        var root = settings.Root;
        var config = settings.Config ?? RootFinder.FindConfiguration(settings.Project);

        return
        [
            .. Directory.Exists(Path.Combine(root, "stashes")) ? Stashes(Path.Combine(root, "stashes")) : Enumerable.Empty<string>(),
            .. WatchList.Files(Path.Combine(root, "sources")),
            .. One(Path.Combine(root, "decisions.jsonl")),
            .. One(Path.Combine(root, PseudonymKey.FileName)),
            .. One(config),
            .. One(settings.Tool),
            settings.Dataset ?? "",
        ];
    }

    /// <summary>Every manifest there is, so that a deleted dataset is built again.</summary>
    public static string Outputs(RuntimeSettings settings) =>
        Digest(Manifests(settings).Select(Line));

    public static string? NewestManifest(RuntimeSettings settings) => Manifests(settings).MaxBy(file => file.LastWriteTimeUtc)?.FullName;

    private static IEnumerable<FileInfo> Manifests(RuntimeSettings settings)
    {
        var datasets = new DirectoryInfo(Path.Combine(settings.Root, "datasets"));
        return datasets.Exists ? datasets.EnumerateFiles("MANIFEST.json", SearchOption.AllDirectories) : [];
    }

    // The runner's results too: a console may write them after another one's build has read the stashes they judge.
    private static FileSystemEnumerable<string> Stashes(string folder) =>
        new(folder,
            static (ref e) => WatchList.Line(e.ToFullPath(), e.Length, e.LastWriteTimeUtc.Ticks),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        {
            ShouldIncludePredicate = static (ref e) => !e.IsDirectory && e.FileName is StashPaths.Metadata or StashPaths.Results,
        };

    private static IEnumerable<string> One(string? file) =>
        file is not null && FileStamp.Of(Path.GetFullPath(file)) is { Bytes: >= 0 } stamp ? [WatchList.Line(stamp.Path, stamp.Bytes, stamp.ModifiedTicks)] : [];

    private static string Line(FileInfo file) => WatchList.Line(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks);

    public static string Digest(IEnumerable<string> lines) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal)))));
}
