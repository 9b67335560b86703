using System.Globalization;
using System.Text.Json;

namespace TrainForge.Tests.Data.Sources;

/// <summary>Writes a transcript record by record; each hangs on the one before unless it is told otherwise.</summary>
internal sealed class ClaudeSession(string session = "s-1", string ids = "u")
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public string? Last { get; set; }

    public bool Sidechain { get; init; }

    public string User(object content, string? parent = null, bool isMeta = false) => Add("user", new { role = "user", content }, parent, isMeta);

    public string Result(string id, object content, string? parent = null, bool isError = false) =>
        User(new object[] { new { type = "tool_result", tool_use_id = id, content, is_error = isError } }, parent);

    public string Say(string text, string? message = null, string? parent = null) => Answer(message, parent, new { type = "text", text });

    public string Call(string id, string name, object input, string? message = null, string? parent = null) => Answer(message, parent, new { type = "tool_use", id, name, input });

    public string Think(string thinking, string? message = null) => Answer(message, null, new { type = "thinking", thinking, signature = "c2ln" });

    public string Answer(string? message, string? parent, params object[] content) =>
        Add("assistant", new { id = message ?? $"m{_lines.Count}", role = "assistant", model = "claude-x", content, usage = new { input_tokens = 10, output_tokens = 2 } }, parent, isMeta: false);

    public void Raw(string line) => _lines.Add(line);

    public string Silent(string type)
    {
        var id = NewId();
        _lines.Add(JsonSerializer.Serialize(new { type, uuid = id, parentUuid = Last, sessionId = session }));
        return Last = id;
    }

    public Reading Read() => Reading.Of("claude-code", _lines);

    private string Add(string type, object message, string? parent, bool isMeta)
    {
        var id = NewId();
        _lines.Add(JsonSerializer.Serialize(new
        {
            type,
            uuid = id,
            parentUuid = parent ?? Last,
            sessionId = session,
            isSidechain = Sidechain,
            isMeta,
            cwd = "/srv/shop",
            gitBranch = "main",
            timestamp = new DateTime(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc).AddSeconds(_lines.Count).ToString("O", CultureInfo.InvariantCulture),
            message,
        }));
        return Last = id;
    }

    private string NewId() => string.Create(CultureInfo.InvariantCulture, $"{session}-{ids}{_lines.Count}");
}
