using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TrainForge.Tests.Data.Sources;

/// <summary>Writes the folder of a model test as the plug-in of pytest does: logs with times of their own, metadata, an audit trail.</summary>
internal sealed class PytestFolder
{
    private readonly StringBuilder _model = new();
    private readonly List<string> _audit = [];
    private int _second;
    private int _turn;

    public PytestFolder() => Log("Model output log started");

    public string ModelLog => _model.ToString();

    public string Audit => string.Concat(_audit.Select(line => line + "\n"));

    public PytestFolder Routed(string tier) => Log($"\n{new string('#', 70)}\n[ROUTED] tier={tier}\n{new string('#', 70)}");

    public PytestFolder Handoff(string from, string to, string reason) => Log($"\n{new string('#', 70)}\n[HANDOFF] {from} -> {to} | reason: {reason}\n{new string('#', 70)}");

    public PytestFolder Prompt(string tier, params (string Role, string Text)[] messages)
    {
        Log($"\n{new string('~', 70)}\n[PROMPT] event=routed tier={tier} messages={messages.Length}\n{new string('~', 70)}");
        for (var i = 0; i < messages.Length; i++)
        {
            Log($"  [{i}] {messages[i].Role} ({messages[i].Text.EnumerateRunes().Count()} chars):\n{messages[i].Text}");
        }

        return Log(new string('~', 70));
    }

    public PytestFolder Turn(string raw, params string[] calls) => Turn(raw, "stop", calls);

    public PytestFolder Turn(string raw, string finish, string[] calls) =>
        Log($"\n{new string('=', 70)}\n[TURN {++_turn}] finish_reason={finish}\n{new string('=', 70)}\n--- RAW OUTPUT ---\n{raw}\n--- PARSED ---\ncleaned_content_len=3\ntool_calls={calls.Length}: [{string.Join(", ", calls.Select(c => $"'{c}'"))}]\n{new string('=', 70)}");

    public PytestFolder Log(string message)
    {
        _model.Append(CultureInfo.InvariantCulture, $"2026-02-23 10:25:{_second++ % 60:00} {message}\n");
        return this;
    }

    public PytestFolder Raw(string text)
    {
        _model.Append(text);
        return this;
    }

    public PytestFolder Audited(string tool, object arguments, string content, string status = "success")
    {
        _audit.Add(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["version"] = 1,
            ["timestamp"] = "2026-02-23T10:25:06.123Z",
            ["session_id"] = "s-1",
            ["sequence"] = _audit.Count,
            ["caller_id"] = "code",
            ["tool_name"] = tool,
            ["params"] = arguments,
            ["result"] = new { status, content, elapsed_ms = 3 },
            ["directives"] = Array.Empty<string>(),
            ["delegation_depth"] = 0,
            ["iteration"] = _audit.Count,
        }));
        return this;
    }

    public string Write(string folder, bool? passed = true, string test = "test_even", string prompt = "Is it even?")
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "session_model.log"), ModelLog);
        File.WriteAllText(Path.Combine(folder, "session.log"), "2026-02-23 10:25:06 [INFO] app.core: begun\n2026-02-23 10:25:07 [ERROR] app.core: Traceback\n  more: lines\n");
        if (_audit.Count > 0)
        {
            File.WriteAllText(Path.Combine(folder, "audit.jsonl"), Audit);
        }

        if (passed is { } green)
        {
            File.WriteAllText(
                Path.Combine(folder, "metadata.json"),
                JsonSerializer.Serialize(new { test_name = test, passed = green, tier = "code", duration_s = 18.67, target_s = 262.5, prompt, tool_count = 1, is_routing_test = false, timestamp = "2026-02-23T10:25:24" }));
        }

        return folder;
    }
}
