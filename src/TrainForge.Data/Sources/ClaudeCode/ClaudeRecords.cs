using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.ClaudeCode;

/// <summary>
/// Takes the records of one file and makes turns of them, in the order of the file. Pieces of one answer have the same message
/// id and become one turn; everything is found by its id and its place, nothing by its text.
/// </summary>
internal sealed class ClaudeRecords(ReadReport report)
{
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "system", "progress", "attachment", "summary", "file-history-snapshot", "queue-operation", "mode", "permission-mode",
        "last-prompt", "ai-title", "custom-title", "agent-name", "agent-color", "agent-setting", "pr-link", "tag",
    };

    private readonly Dictionary<string, ClaudeTurn> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Message, bool Sidechain, string? Agent), ClaudeTurn> _answers = [];
    private readonly List<ClaudeTurn> _turns = [];
    private string? _session;
    private string? _folder;
    private string? _branch;
    private string? _version;
    private string? _model;

    public IReadOnlyList<ClaudeTurn> Turns => _turns;

    public ClaudeTurn? Find(string id) => _byId.GetValueOrDefault(id)?.Last;

    public void Take(long line, JsonElement record)
    {
        var (id, type) = (record.Str("uuid"), record.Str("type"));
        if (id is not null && _byId.ContainsKey(id))
        {
            // A session that is taken up again may begin with a copy of the old one.
            report.Note("repeated-records");
            return;
        }

        report.Fact("sessions", record.Str("sessionId", ref _session));
        report.Fact("folders", record.Str("cwd", ref _folder));
        report.Fact("branches", record.Str("gitBranch", ref _branch));
        report.Fact("versions", record.Str("version", ref _version));
        var turn = type switch
        {
            "user" when record.Obj("message") is { } message => Person(line, record, message),
            "assistant" when record.Obj("message") is { } message => Answer(line, record, message),
            _ => Other(line, record, type),
        };
        if (id is not null)
        {
            _byId[id] = turn;
        }

        if (turn.Line == line)
        {
            _turns.Add(turn);
        }
    }

    private ClaudeTurn Other(long line, JsonElement record, string? type)
    {
        if (type is null || !Silent.Contains(type))
        {
            report.Unknown(type);
        }

        return New(ClaudeSpeaker.Nobody, line, record);
    }

    private ClaudeTurn Person(long line, JsonElement record, JsonElement message)
    {
        List<ContentPart> parts = [.. ClaudeParts.Of(message, report)];
        if (parts.Any(p => p is ToolResultPart))
        {
            var results = New(ClaudeSpeaker.Tool, line, record);
            results.Parts.AddRange(parts.Where(p => p is ToolResultPart));
            results.Aside.AddRange(Said(parts.Where(p => p is not ToolResultPart)));
            return results;
        }

        if (record.Is("isCompactSummary") || (parts is [TextPart first, ..] && ClaudeMarkup.IsSummary(first.Text)))
        {
            report.Note("compactions");
            var summary = New(ClaudeSpeaker.Summary, line, record);
            summary.Parts.AddRange(parts);
            return summary;
        }

        var said = Said(parts);
        var isInterruption = said is [TextPart { Text: var word }] && ClaudeMarkup.IsInterruption(word);
        if (isInterruption)
        {
            Interrupt(record.Str("parentUuid"));
        }

        var turn = New(said.Count > 0 ? ClaudeSpeaker.Person : ClaudeSpeaker.Nobody, line, record, isInterruption || record.Is("isMeta") ? "harness" : null);
        turn.Parts.AddRange(said);
        return turn;
    }

    // Nobody knows how the answer would have gone on. A tool that was stopped was called by an answer that had ended, and behind results
    // nothing was said yet.
    private void Interrupt(string? parent)
    {
        if (parent is not null && Find(parent) is { Speaker: ClaudeSpeaker.Assistant } answer && !answer.Parts.Any(p => p is ToolCallPart))
        {
            report.Note("interrupted-answers");
            answer.Truncations.Add(new Truncation("interrupted", 0, 0));
        }
    }

    private List<ContentPart> Said(IEnumerable<ContentPart> parts)
    {
        var said = new List<ContentPart>();
        foreach (var part in parts)
        {
            var (text, changed) = part is TextPart p ? ClaudeMarkup.Strip(p.Text) : ("", false);
            report.Note("markup-removed", changed ? 1 : 0);
            if (part is not TextPart || text.Length > 0)
            {
                said.Add(changed ? new TextPart(text) : part);
            }
        }

        return said;
    }

    private ClaudeTurn Answer(long line, JsonElement record, JsonElement message)
    {
        // Words of the harness in place of an answer that never came. The next try follows, and nobody learns from this one.
        if (record.Is("isApiErrorMessage") || message.Str("model") == "<synthetic>")
        {
            report.Note("failed-requests");
            return New(ClaudeSpeaker.Nobody, line, record);
        }

        report.Fact("models", message.Str("model", ref _model));
        var key = (message.Str("id") ?? record.Str("requestId") ?? $"line {line}", record.Is("isSidechain"), record.Str("agentId"));
        if (!_answers.TryGetValue(key, out var turn))
        {
            turn = _answers[key] = New(ClaudeSpeaker.Assistant, line, record, model: message.Str("model", ref _model), messageId: message.Str("id"));
            Count(message);
        }

        foreach (var part in ClaudeParts.Of(message, report))
        {
            if (part is ToolCallPart { Call: { Id: { } id } call })
            {
                if (!turn.CallIds.Add(id))
                {
                    report.Note("repeated-calls");
                    continue;
                }

                turn.Truncations.AddRange(ClaudeParts.CutArguments(call) is { } cut ? [cut] : []);
            }

            turn.Parts.Add(part);
        }

        // Each piece of an answer says why the whole of it ended.
        if (message.Str("stop_reason") is { } reason && FinishReason.SaysCut(reason) && new Truncation($"finish_reason:{reason}", 0, 0) is var end && !turn.Truncations.Contains(end))
        {
            turn.Truncations.Add(end);
        }

        return turn;
    }

    private void Count(JsonElement message)
    {
        var usage = message.Obj("usage") ?? default;
        foreach (var name in new[] { "input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens" })
        {
            report.Note(name.Replace('_', '-'), usage.Num(name));
        }
    }

    private ClaudeTurn New(ClaudeSpeaker speaker, long line, JsonElement record, string? name = null, string? model = null, string? messageId = null) => new(speaker, line)
    {
        // The model began again with a summary: what came before is another conversation.
        ParentId = speaker == ClaudeSpeaker.Summary ? null : record.Str("parentUuid"),
        Sidechain = record.Is("isSidechain"),
        MessageId = messageId,
        Name = name,
        Time = record.When("timestamp"),
        Model = model,
        Session = record.Str("sessionId", ref _session),
        Branch = record.Str("gitBranch", ref _branch),
        Folder = record.Str("cwd", ref _folder),
    };
}
