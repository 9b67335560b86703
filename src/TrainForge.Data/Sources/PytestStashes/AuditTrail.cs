using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.PytestStashes;

/// <summary>Every tool call with what came of it, whole, in the order in which they were made. A call is found by its name and its arguments, once.</summary>
internal sealed class AuditTrail
{
    private readonly List<AuditEntry> _entries = [];
    private readonly HashSet<AuditEntry> _taken = [];

    public IReadOnlyList<AuditEntry> Entries => _entries;

    public void Add(JsonElement value, string file, long line, ReadReport report)
    {
        if (value.Str("tool_name") is not { Length: > 0 } tool || value.Obj("result") is not { } result)
        {
            report.Unknown("audit");
            return;
        }

        _entries.Add(new AuditEntry
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
        });
    }

    /// <summary>Null when nobody wrote down what came of it.</summary>
    public AuditEntry? Take(ToolCall call)
    {
        // The first that was not taken: the same call made twice is two entries.
        var found = _entries.Where(e => !_taken.Contains(e) && e.Tool == call.Name && Same(e.Arguments, call.Arguments)).MinBy(e => e.Sequence);
        if (found is not null)
        {
            _taken.Add(found);
        }

        return found;
    }

    private static bool Same(string arguments, JsonText? other) =>
        other is not null && (other.Text == arguments || JsonElement.DeepEquals(JsonText.Parse(arguments).ToElement(), other.ToElement()));
}

internal sealed class AuditEntry
{
    public required string Session { get; init; }

    public required string Caller { get; init; }

    public long Depth { get; init; }

    public long Iteration { get; init; }

    public long Sequence { get; init; }

    public required string File { get; init; }

    public long Line { get; init; }

    public required string Tool { get; init; }

    public required string Arguments { get; init; }

    public DateTimeOffset? Time { get; init; }

    public required string Result { get; init; }

    public bool IsError { get; init; }
}
