using TrainForge.Data.Sources.ClaudeCode;
using TrainForge.Data.Sources.Codex;
using TrainForge.Data.Sources.Decisions;
using TrainForge.Data.Sources.Evaluations;
using TrainForge.Data.Sources.OpenAi;
using TrainForge.Data.Sources.PytestStashes;
using TrainForge.Data.Sources.SessionLogs;
using TrainForge.Data.Sources.Telemetry;
using TrainForge.Options;

namespace TrainForge.Data.Sources.Packs;

/// <summary>A kind of transcript that can be brought in. A new one is one line in <see cref="All"/>.</summary>
public sealed class TranscriptKind
{
    private readonly Func<DatasetOptions, ITranscriptReader> _reader;
    private readonly Func<string, bool> _isWanted;

    private TranscriptKind(string name, string about, Func<string, bool> isWanted, Func<DatasetOptions, ITranscriptReader> reader)
    {
        (Name, About) = (name, about);
        (_isWanted, _reader) = (isWanted, reader);
    }

    public static IReadOnlyList<TranscriptKind> All { get; } =
    [
        new("claude-code", "Bring in transcripts of Claude Code.", path => IsLines(path) && ClaudeCodeReader.IsTranscript(path), _ => new ClaudeCodeReader()) { Aside = ClaudeCodeReader.ForDisplay },
        new("codex", "Bring in rollouts of Codex.", path => IsLines(path) && Path.GetFileName(path).StartsWith("rollout-", StringComparison.Ordinal), _ => new CodexReader()),
        new("openai-jsonl", "Bring in training files in OpenAI's chat form.", IsLines, _ => new OpenAiReader()),
        new("session-log", "Bring in logs of an assistant, one file a day.", path => IsLines(path) && LogWeek.Day(Path.GetFileName(path)) is not null, o => new SessionLogReader(TimeSpan.FromMinutes(o.SessionGapMinutes))) { IsByDay = true, Before = SessionLogReader.WithLength },
        new("otel", "Bring in spans of model calls, OTLP JSON: exports line by line, whole files, lists.", path => IsLines(path) || IsPage(path), _ => new OtelReader()) { HoldsDocuments = true },
        new("pytest-stash", "Bring in logs that model tests under pytest left, one folder per test.", PytestStash.IsOne, _ => new PytestStashReader()) { IsOfFolders = true },
        new("aieval", "Bring in results of Microsoft.Extensions.AI.Evaluation.", path => IsPage(path) && AievalReader.IsResult(path), _ => new AievalReader()) { HoldsDocuments = true },
        new("decisions", "Bring in decisions of a model with people's corrections: logs and exports.", path => IsLines(path) || IsPage(path), _ => new DecisionReader()) { HoldsDocuments = true },
    ];

    /// <summary>As 'trainforge ingest' calls it.</summary>
    public string Name { get; }

    public string About { get; }

    /// <summary>Whether the name of a file says of which day it is.</summary>
    public bool IsByDay { get; private init; }

    /// <summary>A folder is brought in as one, not each of its files.</summary>
    public bool IsOfFolders { get; private init; }

    internal bool HoldsDocuments { get; private init; }

    /// <summary>A field of its records that its reader never asks for, and that is large.</summary>
    internal ReadOnlyMemory<byte> Aside { get; private init; }

    /// <summary>What must be written into a line before redaction makes it unknowable.</summary>
    private Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? Before { get; init; }

    internal SourceLine Prepared(SourceLine line) => Before is null ? line : line with { Bytes = Before(line.Bytes) };

    internal ITranscriptReader Reader(DatasetOptions options) => _reader(options);

    internal Original Measure(string path, IEnumerable<(long Bytes, string Sha256)> known) =>
        IsOfFolders ? PytestStash.Measure(path) : OriginalFile.Measure(path, known, HoldsDocuments);

    /// <summary>What two must share of which one can be the begin of the other, or the same. Folders are few and take turns.</summary>
    internal string Head(string path) => IsOfFolders ? "" : OriginalFile.Head(path);

    internal static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <summary>A file that was named is taken as it is; in a folder, those that by their names are of this kind. Links are not followed.</summary>
    internal IReadOnlyList<string> Find(string path) =>
        !IsOfFolders && File.Exists(path) ? [path]
        : !Directory.Exists(path) ? []
        : [.. Below(path).Where(found => IsWanted(path, found)).OrderBy(found => Path.GetRelativePath(path, found).Replace('\\', '/'), StringComparer.Ordinal)];

    private IEnumerable<string> Below(string path)
    {
        // A folder that may not be entered is an error: files in it would be missed in silence.
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        return IsOfFolders
            ? Directory.EnumerateDirectories(path, "*", everywhere).Prepend(path)
            : Directory.EnumerateFiles(path, "*", everywhere);
    }

    // Where somebody keeps the folder that was named says nothing of what is in it.
    private bool IsWanted(string folder, string found) => _isWanted(IsOfFolders ? found : Path.GetRelativePath(folder, found));

    private static bool IsLines(string path) => path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);

    private static bool IsPage(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
