using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TrainForge.Files;
using TrainForge.Options;

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

    /// <summary>Everything a build reads: stashes by their metadata, which is written last, sources, decisions, configuration and the tool.</summary>
    public static string Inputs(RuntimeSettings settings) => Digest(InputLines(settings));

    /// <summary>
    /// What of an earlier look is still there. A build takes stashes away that it no longer needs: that is no change for the
    /// next one, while whatever came or changed meanwhile is.
    /// </summary>
    public static string InputsLeft(IReadOnlyList<string> before, RuntimeSettings settings) =>
        Digest(before.Intersect(InputLines(settings), StringComparer.Ordinal));

    public static IReadOnlyList<string> InputLines(RuntimeSettings settings)
    {
        var root = settings.Root;
        var config = settings.Config ?? RootFinder.FindConfiguration(settings.Project);

        return
        [
            .. Files(Path.Combine(root, "stashes"), "metadata.json"),
            .. Files(Path.Combine(root, "sources"), "*"),
            .. One(Path.Combine(root, "decisions.jsonl")),
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

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles(pattern, SearchOption.AllDirectories).Select(Line)
            : [];

    private static IEnumerable<string> One(string? file) => File.Exists(file) ? [Line(new FileInfo(file))] : [];

    private static string Line(FileInfo file) =>
        string.Create(CultureInfo.InvariantCulture, $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}");

    public static string Digest(IEnumerable<string> lines) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal)))));
}
