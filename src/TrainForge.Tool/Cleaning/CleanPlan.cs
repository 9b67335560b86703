using System.Text.Json;
using TrainForge.Datasets;
using TrainForge.Files;

namespace TrainForge.Tool.Cleaning;

/// <summary>
/// What may go. Never: the newest version of a dataset, one that is pinned (a file 'v0003.pin' beside it), one a training run
/// names by its hash, the stashes of each test's newest run, and whatever was written within the last hour and may still be in use.
/// Runs, conversions, evaluations, sources and the decision log are not looked at.
/// </summary>
internal static class CleanPlan
{
    private static readonly TimeSpan InUse = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongerThanAnyWrite = TimeSpan.FromDays(1);
    private static readonly EnumerationOptions NoLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    public static IReadOnlyList<CleanItem> Make(TrainForgeRoot root, CleanRules rules, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return [.. StashPlan.Make(root, rules, clock, cancel), .. Versions(root, rules, now), .. Cache(root, rules, now), .. Leftovers(root, now)];
    }

    private static IEnumerable<CleanItem> Versions(TrainForgeRoot root, CleanRules rules, DateTimeOffset now)
    {
        var used = new TrainedOn(root);
        foreach (var version in Folders(root.Datasets).SelectMany(dataset => DatasetPaths.Versions(dataset).SkipLast(1)))
        {
            var (bytes, newest) = Sizes.Of(version);
            if (now - newest > rules.OlderThan && now - newest > InUse && !DatasetPaths.IsPinned(version) && HashOf(version) is { } hash && !used.Contains(hash))
            {
                yield return Item("dataset", version, bytes, newest, now, $"older than {rules.OlderThan.Days} days, not the newest, not pinned, not trained on");
            }
        }
    }

    private static IEnumerable<CleanItem> Cache(TrainForgeRoot root, CleanRules rules, DateTimeOffset now) =>
        from file in Sizes.FilesBelow(root.Cache)
        let written = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero)
        where now - written > rules.OlderThan && now - written > InUse && !AtomicFile.IsTemporary(file.FullName) && file.Extension is not (".lock" or ".holder")
        select Item("cache", file.FullName, file.Length, written, now, $"older than {rules.OlderThan.Days} days; made again when needed");

    private static IEnumerable<CleanItem> Leftovers(TrainForgeRoot root, DateTimeOffset now) =>
        from file in Sizes.FilesBelow(root.Folder)
        let written = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero)
        where AtomicFile.IsTemporary(file.FullName) && now - written > LongerThanAnyWrite
        select Item("leftover", file.FullName, file.Length, written, now, "left by a write that was killed");

    // Without a readable hash nobody can say that no run needs the version: it stays.
    private static string? HashOf(string version)
    {
        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(version, DatasetPaths.Manifest)));
            return manifest.RootElement.ValueKind == JsonValueKind.Object && manifest.RootElement.TryGetProperty("content_hash", out var hash) && hash.ValueKind == JsonValueKind.String && hash.GetString() is { Length: 64 } text ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Folders(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "*", NoLinks).Order(StringComparer.Ordinal) : [];

    internal static CleanItem Item(string kind, string path, long bytes, DateTimeOffset newest, DateTimeOffset now, string why) =>
        new(kind, path, bytes, Math.Max(0, (now - newest).Days), why);
}
