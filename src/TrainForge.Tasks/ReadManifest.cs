using System.Text.Json;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Tasks;

/// <summary>The newest version of the dataset, from its manifest.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReadManifest : ProjectTask
{
    /// <summary>Identity is the version's folder; metadata DatasetName, Version, ContentHash and Manifest.</summary>
    [Output]
    public ITaskItem[] DatasetVersion { get; private set; } = [];

    protected override void Run(CancellationToken cancel)
    {
        var settings = Settings();
        var name = settings.Dataset ?? TheOnlyOne(settings.Root) ?? DatasetOptions.DefaultName;
        var datasets = Path.Combine(settings.Root, "datasets", name);
        var manifest = Versions(datasets).LastOrDefault()
            ?? throw new TrainForgeException(Rules.DatasetVersionMissing.Here(name, datasets));

        DatasetVersion = [Read(manifest, name)];
    }

    // A project that names no dataset leaves the name to trainforge.yaml, which is the tool's to read.
    private static string? TheOnlyOne(string root)
    {
        var datasets = Path.Combine(root, "datasets");
        var names = Directory.Exists(datasets) ? Directory.GetDirectories(datasets) : [];
        return names.Length == 1 ? Path.GetFileName(names[0]) : null;
    }

    // v9999 is followed by v10000: the longer number is the later one.
    private static IEnumerable<string> Versions(string datasets) =>
        Directory.Exists(datasets)
            ? Directory.EnumerateDirectories(datasets, "v*")
                .Select(version => Path.Combine(version, "MANIFEST.json"))
                .Where(File.Exists)
                .OrderBy(path => path.Length)
                .ThenBy(path => path, StringComparer.Ordinal)
            : [];

    private static TaskItem Read(string manifest, string name)
    {
        var folder = Path.GetDirectoryName(manifest)!;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
            return new TaskItem(folder, new Dictionary<string, string>
            {
                ["DatasetName"] = name,
                ["Version"] = Path.GetFileName(folder),
                ["ContentHash"] = json.RootElement.GetProperty("content_hash").GetString() ?? "",
                ["Manifest"] = manifest,
            });
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            var line = e is JsonException { LineNumber: { } number } ? (int)number + 1 : 0;
            throw new TrainForgeException(Rules.ManifestUnreadable.At(new SourcePoint(manifest, line), name), e);
        }
    }
}
