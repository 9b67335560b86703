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

    /// <summary>Calls per tool, and of shells per command ('Bash:git'), in the turns that are trained on; empty when no stage looked.</summary>
    public IReadOnlyDictionary<string, long> Commands { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Examples per 'vendor/model'; 'unknown' stands for what was not recorded.</summary>
    public required IReadOnlyDictionary<string, long> Models { get; init; }

    /// <summary>Replaced values per class.</summary>
    public required IReadOnlyDictionary<string, long> Redactions { get; init; }

    /// <summary>Groups and examples of each side, by 'train' and 'valid'.</summary>
    public IReadOnlyDictionary<string, SideCount> Splits { get; init; } = new Dictionary<string, SideCount>();

    /// <summary>Tokens per file, and what counted them. Null when nothing did.</summary>
    public TokenCounts? Tokens { get; init; }

    /// <summary>SHA-256 of what shaped it besides the settings: 'tokenizer', 'chat_template', 'tool_schemas'.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; init; } = new Dictionary<string, string>();

    /// <summary>Calls that the schema their tool was declared with last refuses, by tool, field and keyword.</summary>
    public IReadOnlyList<DriftCount> Drift { get; init; } = [];

    /// <summary>On what terms the examples, pairs and answers may be used, and by whom they were written; the commonest first.</summary>
    public IReadOnlyList<TermsCount> Terms { get; init; } = [];

    public long Rows(string path) => Files.FirstOrDefault(f => f.Path == path)?.Rows ?? 0;
}

/// <param name="Field">A JSON pointer into the arguments, '/*' for any item of a list.</param>
public sealed record DriftCount(string Tool, string Field, string Keyword, long Calls);

public sealed record SideCount(long Groups, long Examples);

/// <param name="Tokenizer">The name of its file, or of what is built in.</param>
public sealed record TokenCounts(string Tokenizer, IReadOnlyDictionary<string, TokenCount> Files);

/// <param name="Lengths">Examples by their length, rounded up to a power of two.</param>
public sealed record TokenCount(long Examples, long Tokens, long Trained, long Longest, IReadOnlyDictionary<string, long> Lengths);

public sealed record TermsCount(SourceTerms Terms, long Rows);

public sealed record DatasetFile(string Path, long Bytes, string Sha256, long Rows);

/// <summary>
/// What a stage was given, what it let through, what it left out and why, and from what it cut the end off and why.
/// </summary>
public sealed record StageRecord(string Name, long In, long Out, IReadOnlyDictionary<string, long> Dropped, IReadOnlyDictionary<string, long> Cut)
{
    private static readonly SortedDictionary<string, long> None = [];

    /// <summary>Of a stage that weighs kinds against each other, how many of each there were.</summary>
    public IReadOnlyDictionary<string, long> Before { get; init; } = None;

    /// <summary>And how many there are now, copies counted.</summary>
    public IReadOnlyDictionary<string, long> After { get; init; } = None;

    /// <summary>What else it counted, by stable name: class-high, turn-tool-failed, …</summary>
    public IReadOnlyDictionary<string, long> Notes { get; init; } = None;
}
