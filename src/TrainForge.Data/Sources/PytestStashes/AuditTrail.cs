using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.PytestStashes;

/// <summary>Every tool call with what came of it, whole, in the order in which they were made. A call is found by its name and its arguments, once.</summary>
internal sealed class AuditTrail
{
    private const int MostAsked = 1000;

    private readonly List<AuditEntry> _entries = [];
    private readonly Dictionary<string, List<AuditEntry>> _open = new(StringComparer.Ordinal);

    public IReadOnlyList<AuditEntry> Entries => _entries;

    public void Add(JsonElement value, string file, long line, ReadReport report)
    {
        if (value.Str("tool_name") is not { Length: > 0 } tool || value.Obj("result") is not { } result)
        {
            report.Unknown("audit");
            return;
        }

        var entry = new AuditEntry
        {
            Session = value.Str("parent_conversation_id") ?? value.Str("session_id") ?? "",
            Caller = value.Str("caller_id") ?? "",
            Depth = value.Num("delegation_depth"),
            Iteration = value.Num("iteration"),
            Sequence = value.Num("sequence"),
            File = file,
            Line = line,
            Tool = tool,
            Arguments = value.Any("params")?.GetRawText() ?? "{}",
            Time = value.When("timestamp"),
            Result = result.Any("content") is not { } content ? "" : content.ValueKind == JsonValueKind.String ? content.GetString()! : content.GetRawText(),
            IsError = result.Str("status") is not "success",
        };
        _entries.Add(entry);
        if (!_open.TryGetValue(tool, out var open))
        {
            _open[tool] = open = [];
        }

        open.Add(entry);
    }

    /// <summary>Null when nobody wrote down what came of it.</summary>
    public AuditEntry? Take(ToolCall call)
    {
        // The first that is left, in the order in which they were written: the same call made twice is two entries. A number counts within
        // one session only. Those far behind are not asked, or a made-up trail would cost the square of its length.
        var open = _open.GetValueOrDefault(call.Name) ?? [];
        var found = open.FindIndex(0, Math.Min(open.Count, MostAsked), e => Same(e, call.Arguments));
        if (found < 0)
        {
            return null;
        }

        var entry = open[found];
        open.RemoveAt(found);
        return entry;
    }

    private static bool Same(AuditEntry entry, JsonText? other) =>
        other is not null && (other.Text == entry.Arguments || JsonElement.DeepEquals(entry.Parsed.ToElement(), other.ToElement()));
}

internal sealed class AuditEntry
{
    private JsonText? _parsed;

    public required string Session { get; init; }

    public required string Caller { get; init; }

    public long Depth { get; init; }

    public long Iteration { get; init; }

    public long Sequence { get; init; }

    public required string File { get; init; }

    public long Line { get; init; }

    public required string Tool { get; init; }

    public required string Arguments { get; init; }

    public JsonText Parsed => _parsed ??= JsonText.Parse(Arguments);

    public DateTimeOffset? Time { get; init; }

    public required string Result { get; init; }

    public bool IsError { get; init; }
}
