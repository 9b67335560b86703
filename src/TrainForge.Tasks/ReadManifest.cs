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
    /// <summary>Identity is the version's folder; metadata DatasetName, Version, ContentHash and Manifest.</summary>
    [Output]
    public ITaskItem[] DatasetVersion { get; private set; } = [];

    protected override void Run(CancellationToken cancel)
    {
        var settings = Settings();
        var name = settings.Dataset ?? TheOnlyOne(settings.Root) ?? DatasetOptions.DefaultName;
        var datasets = Path.Combine(settings.Root, "datasets", PortableName.From(name));
        var version = DatasetPaths.Versions(datasets) is [.., var newest] ? newest : throw new TrainForgeException(Rules.DatasetVersionMissing.Here(name, datasets));

        DatasetVersion = [Read(Path.Combine(version, DatasetPaths.Manifest), name)];
    }

    // A project that names no dataset leaves the name to trainforge.yaml, which is the tool's to read.
    private static string? TheOnlyOne(string root)
    {
        var datasets = Path.Combine(root, "datasets");
        var names = Directory.Exists(datasets) ? Directory.GetDirectories(datasets) : [];
        return names.Length == 1 ? Path.GetFileName(names[0]) : null;
    }

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
