using System.Text.Json;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;

namespace TrainForge.Tasks;

/// <summary>The newest version of the dataset, from its manifest.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReadManifest : ProjectTask
{
    /// <summary>The version, by its folder, as BuildDataset names it. When unset, the one that the last build came to.</summary>
    public string? Version { get; set; }

    /// <summary>Identity is the version's folder; metadata DatasetName, Version, ContentHash and Manifest.</summary>
    [Output]
    public ITaskItem[] DatasetVersion { get; private set; } = [];

    protected override void Run(CancellationToken cancel)
    {
        DatasetVersion = [string.IsNullOrWhiteSpace(Version) ? Current() : Read(Path.GetFullPath(FullPath(Version)))];
    }

    private TaskItem Current()
    {
        var settings = Settings();
        var datasets = Path.Combine(settings.Root, "datasets");
        var folder = Path.Combine(datasets, settings.Dataset is { } name ? PortableName.From(name) : TheOnlyOne(datasets) ?? DatasetOptions.DefaultName);
        return DatasetPaths.Current(folder) is { } version
            ? Read(version)
            : throw new TrainForgeException(Rules.DatasetVersionMissing.Here(settings.Dataset ?? Path.GetFileName(folder), folder));
    }

    // A project that names no dataset leaves the name to trainforge.yaml, which is the tool's to read. Of several nobody here can say
    // which is meant, and the one called 'main' may be an old one.
    private static string? TheOnlyOne(string datasets)
    {
        var names = !Directory.Exists(datasets) ? [] : Directory.GetDirectories(datasets).Where(d => DatasetPaths.Versions(d).Count > 0).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal).ToArray();
        return names.Length <= 1 ? names.FirstOrDefault() : throw new TrainForgeException(Rules.DatasetNotNamed.Here(datasets, string.Join(", ", names)));
    }

    private static TaskItem Read(string folder)
    {
        var manifest = Path.Combine(folder, DatasetPaths.Manifest);
        var name = Path.GetFileName(Path.GetDirectoryName(folder)) ?? folder;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
            return new TaskItem(folder, new Dictionary<string, string>
            {
                ["DatasetName"] = json.RootElement.TryGetProperty("name", out var given) ? given.GetString() ?? name : name,
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
