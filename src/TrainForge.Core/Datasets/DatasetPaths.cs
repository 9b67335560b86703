using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Files;

namespace TrainForge.Datasets;

/// <summary>Names inside datasets/: one folder per dataset, in it one per version.</summary>
public static class DatasetPaths
{
    public const string Manifest = "MANIFEST.json";
    public const string Sums = "SHA256SUMS";
    public const string Provenance = "provenance.json";
    /// <summary>Beside the versions: examples per week of the version that the last build came to.</summary>
    public const string Index = "dataset_index.json";

    public const string Dropped = "dropped.jsonl";
    public const string ToolSchemas = "tool_schemas.json";
    public const string Card = "README.md";
    public const string SftTrain = "sft/train.jsonl";
    public const string SftValid = "sft/valid.jsonl";
    public const string SftTrainTiny = "sft/train.tiny.jsonl";
    public const string SftValidTiny = "sft/valid.tiny.jsonl";

    /// <summary>Beside a version: 'v0003.pin' says that v0003 is never removed, and inside why.</summary>
    public const string PinSuffix = ".pin";

    /// <summary>In a dataset's folder: whoever writes or removes versions holds it.</summary>
    public const string BuildLock = ".build.lock";

    public static bool IsPinned(string versionFolder) => File.Exists(versionFolder + PinSuffix);

    public const string DpoTrain = "dpo/train.jsonl";
    public const string DpoValid = "dpo/valid.jsonl";
    public const string KtoTrain = "kto/train.jsonl";
    public const string KtoValid = "kto/valid.jsonl";
    public const string FewShot = "fewshot/train.jsonl";

    /// <summary>The small sample of a file: sft/train.tiny.jsonl.</summary>
    public static string Tiny(string path) => Path.ChangeExtension(path, ".tiny.jsonl");

    public static string Folder(TrainForgeRoot root, string name) => Path.Combine(root.Datasets, PortableName.From(name));

    /// <summary>Whole versions, oldest first. What a build in progress has beside them has another name.</summary>
    public static IReadOnlyList<string> Versions(string datasetFolder) =>
        !Directory.Exists(datasetFolder) ? [] :
        [
            .. Directory.EnumerateDirectories(datasetFolder)
                .Select(folder => (Folder: folder, Number: VersionName.Parse(Path.GetFileName(folder))))
                .Where(v => v.Number is not null && File.Exists(Path.Combine(v.Folder, Manifest)))
                .OrderBy(v => v.Number)
                .Select(v => v.Folder),
        ];

    /// <summary>
    /// What is meant where no version is named: the one that the last build came to. That need not be the one with the highest number: with a
    /// setting undone, a build comes to an earlier one. Null where there is none.
    /// </summary>
    public static string? Current(string datasetFolder)
    {
        var versions = Versions(datasetFolder);
        var built = LastBuilt(datasetFolder);
        return versions.FirstOrDefault(v => Path.GetFileName(v) == built) ?? (versions.Count == 0 ? null : versions[^1]);
    }

    // An index that is missing or damaged says nothing; the next build writes it.
    private static string? LastBuilt(string datasetFolder)
    {
        var file = Path.Combine(datasetFolder, Index);
        try
        {
            return File.Exists(file) ? JsonFields.Parse(File.ReadAllBytes(file), index => index.Text("version")) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
