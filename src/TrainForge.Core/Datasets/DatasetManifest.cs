using TrainForge.Conversations;

namespace TrainForge.Datasets;

/// <summary>
/// What a dataset version is and how it came about. Its own version's name, times and places are not in it: the same inputs
/// give the same manifest everywhere.
/// </summary>
public sealed record DatasetManifest
{
    public const int CurrentSchema = 1;

    public required string Name { get; init; }

    /// <summary>SHA-256 over every file but SHA256SUMS, provenance.json and this field.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>The settings that shaped it, after every merge, as canonical JSON.</summary>
    public required JsonText Options { get; init; }

    /// <summary>Examples per file that is trained on or validated with: 'sft/train.jsonl' is 120.</summary>
    public required IReadOnlyList<DatasetFile> Files { get; init; }

    public required long Groups { get; init; }

    /// <summary>In the order they ran.</summary>
    public required IReadOnlyList<StageRecord> Stages { get; init; }

    /// <summary>Calls per tool in what is trained on.</summary>
    public required IReadOnlyDictionary<string, long> Tools { get; init; }

    /// <summary>Examples per 'vendor/model'; 'unknown' stands for what was not recorded.</summary>
    public required IReadOnlyDictionary<string, long> Models { get; init; }

    /// <summary>Replaced values per class.</summary>
    public required IReadOnlyDictionary<string, long> Redactions { get; init; }

    public long Rows(string path) => Files.FirstOrDefault(f => f.Path == path)?.Rows ?? 0;
}

public sealed record DatasetFile(string Path, long Bytes, string Sha256, long Rows);

/// <summary>
/// What a stage was given, what it let through, what it left out and why, and from what it cut the end off and why.
/// </summary>
public sealed record StageRecord(string Name, long In, long Out, IReadOnlyDictionary<string, long> Dropped, IReadOnlyDictionary<string, long> Cut);
