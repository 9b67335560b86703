using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
/// changes; here with every call, because otherwise nobody could say what the later answers were answers to. Records are gathered: all
/// they tell lies in interactions.jsonl already, so a killed host loses nothing, and a call need not pay for a second write.
/// </remarks>
internal sealed class ModelLog(long maxBytes)
{
    private const int Gathered = 1 << 16;
    private const int MostKept = 1 << 20;

    private static readonly byte[] Hashes = Fence('#');
    private static readonly byte[] Tildes = Fence('~');
    private static readonly byte[] Equals70 = Fence('=');

    private ArrayBufferWriter<byte> _text = new(4096);
    private long _bytes;
    private int _turns;
    private string? _tier;
    private bool _isFull;

    /// <summary>Whether it is time to write what was gathered.</summary>
    public bool IsDue => _text.WrittenCount >= Gathered;

    public void Add(Interaction call)
    {
        if (_isFull)
        {
            return;
        }

        var before = _text.WrittenCount;
        var ended = Time(call.Started.AddMilliseconds(call.DurationMs ?? 0));
        Prompt(call, Time(call.Started));
        Turn(call, ended);
        _bytes += _text.WrittenCount - before;
        if (_bytes > maxBytes)
        {
            _isFull = true;
            Put(string.Create(CultureInfo.InvariantCulture, $"{ended} [END] This log reached {maxBytes} bytes; {StashPaths.Interactions} has the calls from here on.\n"));
        }
    }

    /// <summary>What was gathered since the last time.</summary>
    public byte[] Take()
    {
        var taken = _text.WrittenSpan.ToArray();
        if (_text.Capacity > MostKept)
        {
            _text = new ArrayBufferWriter<byte>(4096);
        }

        _text.ResetWrittenCount();
        return taken;
    }

    private void Prompt(Interaction call, string time)
    {
        var tier = OneLine(call.Model ?? call.Provider ?? "unknown");
        var what = _tier is null ? "routed" : _tier != tier ? "handoff" : "continued";
        if (_tier is null)
        {
            Title(time, Hashes, $"[ROUTED] tier={tier}");
        }
        else if (_tier != tier)
        {
            Title(time, Hashes, $"[HANDOFF] {_tier} -> {tier} | reason: the test called another model");
        }

        _tier = tier;
        Title(time, Tildes, string.Create(CultureInfo.InvariantCulture, $"[PROMPT] event={what} tier={tier} messages={call.Request.Count}"));
        for (var i = 0; i < call.Request.Count; i++)
        {
            var text = Text(call.Request[i]);
            Put(string.Create(CultureInfo.InvariantCulture, $"{time}   [{i}] {Names.Of(call.Request[i].Role)} ({Letters(text)} chars):\n"));
            Put(text);
            Put("\n");
        }

        Put(time);
        Put(" ");
        _text.Write(Tildes);
    }

    private void Turn(Interaction call, string time)
    {
        if (call.Error is { } error)
        {
            Put($"{time} [ERROR] {OneLine(error.Kind)}: {OneLine(error.Message)}\n");
        }

        // An answer that broke off is not to be taken for one that ended.
        var finish = call.Error is null ? OneLine(call.FinishReason ?? "stop") : "error";
        Title(time, Equals70, string.Create(CultureInfo.InvariantCulture, $"[TURN {++_turns}] finish_reason={finish}"));
        Put("--- RAW OUTPUT ---\n");
        var (cleaned, names) = (0, new List<string>());
        for (var i = 0; i < call.Response.Count; i++)
        {
            var text = Text(call.Response[i]);
            Put(i == 0 ? "" : "\n");
            Put(text);
            foreach (var part in call.Response[i].Parts)
            {
                cleaned += part is TextPart said ? Letters(said.Text) : 0;
                if (part is ToolCallPart { Call: var tool })
                {
                    names.Add(Quoted(tool.Name));
                }
            }
        }

        Put(string.Create(CultureInfo.InvariantCulture, $"\n--- PARSED ---\ncleaned_content_len={cleaned}\ntool_calls={names.Count}: [{string.Join(", ", names)}]\n"));
        _text.Write(Equals70);
    }

    private void Title(string time, byte[] fence, string title)
    {
        Put(time);
        Put(" \n");
        _text.Write(fence);
        Put(title);
        Put("\n");
        _text.Write(fence);
    }

    private void Put(string text)
    {
        var target = _text.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        _text.Advance(IsNarrowed(text, target) ? text.Length : Encoding.UTF8.GetBytes(text, target));
    }

    // What most texts are; the class library's own way runs unoptimised for thousands of calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsNarrowed(string text, Span<byte> target)
    {
        var units = MemoryMarshal.Cast<char, ushort>(text.AsSpan());
        var i = 0;
        for (; i <= units.Length - 16; i += 16)
        {
            var (first, second) = (Vector128.Create(units.Slice(i, 8)), Vector128.Create(units.Slice(i + 8, 8)));
            if (Vector128.GreaterThanAny(first | second, Vector128.Create((ushort)0x7F)))
            {
                return false;
            }

            Vector128.Narrow(first, second).CopyTo(target[i..]);
        }

        for (; i < units.Length; i++)
        {
            if (units[i] > 0x7F)
            {
                return false;
            }

            target[i] = (byte)units[i];
        }

        return true;
    }

    // One text is nearly always all there is.
    private static string Text(Message message) =>
        message.Parts is [var only] ? Text(only) : string.Concat(message.Parts.Select(p => Text(p)));

    // Thoughts and calls between the tags most open models write them in.
    private static string Text(ContentPart part) => part switch
    {
        TextPart p => p.Text,
        ReasoningPart p => $"<think>\n{p.Text}\n</think>\n\n",
        ToolCallPart { Call: var call } => $"<tool_call>\n{{\"name\": {JsonString(call.Name)}, \"arguments\": {call.Arguments?.Text ?? JsonString(call.ArgumentsText)}}}\n</tool_call>\n",
        ToolResultPart { Content: [var only] } => Text(only),
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

    private static string OneLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') < 0 ? text : text.ReplaceLineEndings(" ");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static byte[] Fence(char sign) => Encoding.ASCII.GetBytes(new string(sign, 70) + "\n");

    // Python counts letters and not halves of them. Compiled in full at once, as everything that looks at each letter of a call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Letters(string text)
    {
        var units = MemoryMarshal.Cast<char, ushort>(text.AsSpan());
        var letters = text.Length;
        for (var i = 0; i < units.Length; i++)
        {
            while (i <= units.Length - 8
                && Vector128.Equals(Vector128.Create(units.Slice(i, 8)) & Vector128.Create((ushort)0xF800), Vector128.Create((ushort)0xD800)) == Vector128<ushort>.Zero)
            {
                i += 8;
            }

            letters -= i > 0 && i < units.Length && char.IsLowSurrogate((char)units[i]) && char.IsHighSurrogate((char)units[i - 1]) ? 1 : 0;
        }

        return letters;
    }
}
