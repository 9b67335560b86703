using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.Codex;

/// <summary>
/// Rollouts of Codex: one JSONL file per session, items in the order in which they happened, since October 2025 each in an
/// envelope. A compaction begins a new conversation in the same group.
/// </summary>
internal sealed class CodexReader : ITranscriptReader
{
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal) { "ghost_snapshot", "other", "state" };

    public IEnumerable<Trajectory> Read(Transcript transcript, ReadReport report, CancellationToken cancel)
    {
        var session = new CodexSession(transcript, report);
        transcript.ForEach(report, (line, record) => Take(session, report, line, record), cancel);
        return session.End();
    }

    private static void Take(CodexSession session, ReadReport report, long line, JsonElement record)
    {
        var time = record.When("timestamp");
        if (record.Obj("payload") is not { } payload)
        {
            Bare(session, report, new CodexItem(line, time, record));
            return;
        }

        var item = new CodexItem(line, time, payload);
        switch (record.Str("type"))
        {
            case "session_meta":
                session.Begin(payload);
                break;
            case "turn_context":
                session.Model = payload.Str("model") ?? session.Model;
                report.Fact("models", payload.Str("model"));
                report.Fact("folders", payload.Str("cwd"));
                break;
            case "response_item":
                Response(session, report, item);
                break;
            case "event_msg":
                Event(session, report, item);
                break;
            case "compacted":
                Compact(session, report, item);
                break;
            case var other:
                report.Unknown(other);
                break;
        }
    }

    // Files from before there was an envelope: the first line is the session, the others are items.
    private static void Bare(CodexSession session, ReadReport report, CodexItem item)
    {
        if (item.Value.Any("type") is not null)
        {
            Response(session, report, item);
        }
        else if (item.Value.Str("id") is not null && item.Value.Str("timestamp") is not null)
        {
            session.Begin(item.Value);
        }
        else if (item.Value.Str("record_type") != "state")
        {
            report.Unknown(item.Value.Str("record_type"));
        }
    }

    private static void Response(CodexSession session, ReadReport report, CodexItem item)
    {
        var value = item.Value;
        switch (value.Str("type"))
        {
            case "message":
                session.Message(item);
                break;
            case "reasoning":
                var text = string.Join("\n\n", value.Items("summary").Concat(value.Items("content")).Select(p => p.Str("text")).OfType<string>());
                report.Note("encrypted-reasoning", text.Length == 0 && value.Str("encrypted_content") is not null ? 1 : 0);
                session.Answer(item, text.Length == 0 ? null : new ReasoningPart(text));
                break;
            case "function_call":
                session.Call(item, value.Str("call_id"), value.Str("name") ?? "", value.Str("arguments") ?? value.Any("arguments")?.GetRawText() ?? "{}");
                break;
            case "custom_tool_call":
                // Its input is text of any form; everywhere else arguments are an object.
                session.Call(item, value.Str("call_id"), value.Str("name") ?? "", CodexContent.Wrapped(value.Str("input") ?? ""));
                break;
            case "local_shell_call":
                session.Call(item, value.Str("call_id") ?? value.Str("id"), "local_shell", value.Any("action")?.GetRawText() ?? "{}");
                break;
            case "web_search_call":
                // The vendor searches by itself and keeps the result: nobody could learn from a call that is never answered.
                report.Note("web-searches");
                break;
            case "function_call_output" or "custom_tool_call_output" or "local_shell_call_output":
                session.Result(item, value.Str("call_id"), CodexContent.Output(value, report), isEvent: false);
                break;
            case { } silent when Silent.Contains(silent):
                break;
            case var other:
                report.Unknown($"response_item/{other}");
                break;
        }
    }

    // Most events say again what an item says. A command's end is the only record of it when the item was never written.
    private static void Event(CodexSession session, ReadReport report, CodexItem item)
    {
        switch (item.Value.Str("type"))
        {
            case "exec_command_end":
                var output = item.Value.Str("formatted_output") ?? item.Value.Str("aggregated_output") ?? item.Value.Str("stdout") + item.Value.Str("stderr");
                session.Result(item, item.Value.Str("call_id"), ([new TextPart(output)], item.Value.Num("exit_code") != 0), isEvent: true);
                break;
            case "token_count":
                var usage = item.Value.Obj("info")?.Obj("last_token_usage") ?? default;
                report.Note("input-tokens", usage.Num("input_tokens"));
                report.Note("output-tokens", usage.Num("output_tokens"));
                break;
            case "thread_rolled_back":
                session.RollBack(item.Value.Num("num_turns"));
                break;
            default:
                report.Note("events");
                break;
        }
    }

    private static void Compact(CodexSession session, ReadReport report, CodexItem item)
    {
        report.Note("compactions");
        var summary = item.Value.Str("message");
        session.Restart(item, summary, isInHistory: !string.IsNullOrEmpty(summary) && item.Value.Items("replacement_history").Any(old => Says(old, summary)));
        session.InHistory(() =>
        {
            foreach (var old in item.Value.Items("replacement_history"))
            {
                Response(session, report, item with { Value = old });
            }
        });
    }

    private static bool Says(JsonElement message, string text) =>
        message.Str("role") == "user" && (message.Str("content") is { } content ? content.Contains(text, StringComparison.Ordinal)
            : message.Items("content").Any(part => part.Str("text")?.Contains(text, StringComparison.Ordinal) == true));
}

/// <summary>One item and where it stands.</summary>
internal readonly record struct CodexItem(long Line, DateTimeOffset? Time, JsonElement Value);
