using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Capture;

/// <summary>
/// The records of <c>session_model.log</c> that tell a recorded call: to which model it went, the whole prompt, the answer as one text
/// and what was understood of it. Given redacted interactions only. One per stash, under the stash's lock.
/// </summary>
/// <remarks>
/// The grammar is that of logs which test suites in Python write, so what reads those reads ours. There a prompt is told when the model
/// changes; here with every call, because otherwise nobody could say what the later answers were answers to.
/// </remarks>
internal sealed class ModelLog(long maxBytes)
{
    private readonly StringBuilder _text = new();
    private long _bytes;
    private int _turns;
    private string? _tier;
    private bool _isFull;

    /// <summary>The records of one call; empty when the log has grown long enough.</summary>
    public byte[] Records(Interaction call)
    {
        if (_isFull)
        {
            return [];
        }

        _text.Clear();
        var ended = call.Started.AddMilliseconds(call.DurationMs ?? 0);
        Prompt(call);
        Turn(call, ended);
        var records = Encoding.UTF8.GetBytes(_text.ToString());
        _text.Capacity = Math.Min(_text.Capacity, 1 << 16);
        _bytes += records.Length;
        if (_bytes <= maxBytes)
        {
            return records;
        }

        _isFull = true;
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Time(ended)} [END] This log reached {maxBytes} bytes; {StashPaths.Interactions} has the calls from here on.\n"));
    }

    private void Prompt(Interaction call)
    {
        var time = Time(call.Started);
        var tier = OneLine(call.Model ?? call.Provider ?? "unknown");
        var isNew = _tier is null;
        if (isNew)
        {
            Fenced(time, '#', $"[ROUTED] tier={tier}").Append('\n');
        }
        else if (_tier != tier)
        {
            Fenced(time, '#', $"[HANDOFF] {_tier} -> {tier} | reason: the test called another model").Append('\n');
        }

        var what = isNew ? "routed" : _tier != tier ? "handoff" : "continued";
        _tier = tier;
        Fenced(time, '~', string.Create(CultureInfo.InvariantCulture, $"[PROMPT] event={what} tier={tier} messages={call.Request.Count}")).Append('\n');
        for (var i = 0; i < call.Request.Count; i++)
        {
            var text = Text(call.Request[i]);
            _text.Append(time).Append("   [").Append(i).Append("] ").Append(Names.Of(call.Request[i].Role)).Append(" (").Append(Letters(text)).Append(" chars):\n").Append(text).Append('\n');
        }

        _text.Append(time).Append(' ').Append('~', FenceLength).Append('\n');
    }

    private void Turn(Interaction call, DateTimeOffset ended)
    {
        var time = Time(ended);
        if (call.Error is { } error)
        {
            _text.Append(time).Append(" [ERROR] ").Append(OneLine(error.Kind)).Append(": ").Append(OneLine(error.Message)).Append('\n');
        }

        // An answer that broke off is not to be taken for one that ended.
        var finish = call.Error is null ? OneLine(call.FinishReason ?? "stop") : "error";
        Fenced(time, '=', string.Create(CultureInfo.InvariantCulture, $"[TURN {++_turns}] finish_reason={finish}")).Append("\n--- RAW OUTPUT ---\n");
        _text.AppendJoin("\n", call.Response.Select(Text));
        var calls = call.Response.SelectMany(m => m.ToolCalls).Select(c => Quoted(c.Name)).ToList();
        _text.Append("\n--- PARSED ---\ncleaned_content_len=").Append(call.Response.Sum(m => Letters(m.Text))).Append("\ntool_calls=").Append(calls.Count).Append(": [").AppendJoin(", ", calls).Append("]\n");
        _text.Append('=', FenceLength).Append('\n');
    }

    private const int FenceLength = 70;

    private StringBuilder Fenced(string time, char sign, string title) =>
        _text.Append(time).Append(' ').Append('\n').Append(sign, FenceLength).Append('\n').Append(title).Append('\n').Append(sign, FenceLength);

    // One text is nearly always all there is.
    private static string Text(Message message) =>
        message.Parts is [TextPart only] ? only.Text : string.Concat(message.Parts.Select(p => Text(p)));

    // Thoughts and calls between the tags most open models write them in.
    private static string Text(ContentPart part) => part switch
    {
        TextPart p => p.Text,
        ReasoningPart p => $"<think>\n{p.Text}\n</think>\n\n",
        ToolCallPart { Call: var call } => $"<tool_call>\n{{\"name\": {JsonString(call.Name)}, \"arguments\": {call.Arguments?.Text ?? JsonString(call.ArgumentsText)}}}\n</tool_call>\n",
        ToolResultPart p => string.Concat(p.Content.Select(c => Text(c))),
        MediaPart p => $"[{p.MediaType}{(p.Uri is null ? "" : " " + p.Uri)}]",
        ErrorPart p => $"[error: {p.Message}]",
        DecisionPart p => $"[decision {p.Id}]",
        _ => "[a piece of another kind]",
    };

    private static string JsonString(string text) =>
        $"\"{System.Text.Json.JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    // As Python writes a list of strings; its readers know no escapes here.
    private static string Quoted(string name) => name.Contains('\'', StringComparison.Ordinal) ? $"\"{OneLine(name).Replace('"', '\'')}\"" : $"'{OneLine(name)}'";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    // Python counts letters and not halves of them. Compiled in full at once, as everything that looks at each letter of a call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Letters(string text)
    {
        var letters = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            letters -= char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]) ? 1 : 0;
        }

        return letters;
    }
}
