using TrainForge.Data.Sources.ClaudeCode;
using TrainForge.Data.Sources.Codex;
using TrainForge.Data.Sources.OpenAi;
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
        new("claude-code", "Bring in transcripts of Claude Code.", name => IsLines(name) && name != "history.jsonl", _ => new ClaudeCodeReader()),
        new("codex", "Bring in rollouts of Codex.", name => IsLines(name) && name.StartsWith("rollout-", StringComparison.Ordinal), _ => new CodexReader()),
        new("openai-jsonl", "Bring in training files in OpenAI's chat form.", IsLines, _ => new OpenAiReader()),
        new("session-log", "Bring in logs of an assistant, one file a day.", name => IsLines(name) && LogWeek.Day(name) is not null, o => new SessionLogReader(TimeSpan.FromMinutes(o.SessionGapMinutes))) { IsByDay = true },
        new("otel", "Bring in spans of model calls, OTLP JSON with one export per line.", IsLines, _ => new OtelReader()),
    ];

    /// <summary>As 'trainforge ingest' calls it.</summary>
    public string Name { get; }

    public string About { get; }

    /// <summary>Whether the name of a file says of which day it is.</summary>
    public bool IsByDay { get; private init; }

    internal ITranscriptReader Reader(DatasetOptions options) => _reader(options);

    /// <summary>A file that was named is taken as it is; in a folder, those whose names say that they are of this kind. Links are not followed.</summary>
    internal IReadOnlyList<string> Find(string path) =>
        File.Exists(path) ? [path]
        : !Directory.Exists(path) ? []
        :
        [
            .. Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
                .Where(file => _isWanted(Path.GetFileName(file)))
                .OrderBy(file => Path.GetRelativePath(path, file).Replace('\\', '/'), StringComparer.Ordinal),
        ];

    private static bool IsLines(string name) => name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);
}
