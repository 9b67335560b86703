using System.Globalization;
using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.SessionLogs;

/// <summary>
/// Logs of an assistant, one file a day: messages, tool calls with their results, errors, decisions. A pause longer than the
/// gap ends a conversation; midnight does not. Times without a zone are read as UTC: only their differences count.
/// </summary>
internal sealed class SessionLogReader(TimeSpan gap) : ITranscriptReader
{
    private const string Kind = "session-log";

    // The logger cuts results without a word; one of this length was longer, as likely as not.
    private const int ResultLimit = 500;
    private const string LengthField = "result_length";

    /// <summary>
    /// The line with the length of its result, where that is the logger's limit: once something in it was redacted, nobody sees any
    /// more that it was cut.
    /// </summary>
    public static ReadOnlyMemory<byte> WithLength(ReadOnlyMemory<byte> line)
    {
        line = line.Trim(" \t"u8);
        if (line.Length < ResultLimit || line.Span[^1] != '}')
        {
            return line;
        }

        try
        {
            var length = JsonFields.Parse(line, value => value.Str("type") is "tool_call" && value.Any(LengthField) is null ? value.Str("result")?.Length ?? 0 : 0);
            return length < ResultLimit ? line
                : (byte[])[.. line.Span[..^1], .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"{LengthField}\":{length}}}"))];
        }
        catch (JsonException)
        {
            return line; // it is told about when it is cleaned
        }
    }

    public IEnumerable<Trajectory> Read(Transcript transcript, ReadReport report, CancellationToken cancel)
    {
        var conversations = new List<Trajectory>();
        var open = new Segment(transcript.Name);
        transcript.ForEach(
            report,
            (line, entry) =>
            {
                var messages = Messages(entry, transcript, line, report, out var decision);
                if (messages.Count == 0 && decision is null)
                {
                    return;
                }

                var time = entry.When("timestamp");
                if (open.Last is { } last && time is { } now && (now - last).Duration() > gap)
                {
                    open.EndInto(conversations, report);
                    open = new Segment(transcript.Name);
                }

                open.Add(line, time, messages, decision);
            },
            cancel);
        open.EndInto(conversations, report);
        return conversations;
    }

    /// <summary>Days follow each other in different files: what goes on over midnight is one conversation.</summary>
    public bool Joins => true;

    public bool Continues(ConversationSpan last, ConversationSpan next) =>
        last.Ended is { } ended && next.Started is { } started && IsLater(last.File, next.File) && started >= ended && started - ended <= gap;

    // Names without a day follow each other in any order. Of one day there may be logs of two machines, and neither goes on in the other.
    private static bool IsLater(string? file, string? next) =>
        file is not null && next is not null && LogWeek.Day(file) is { } day && LogWeek.Day(next) is { } following ? following > day : file != next;

    private static List<Message> Messages(JsonElement entry, Transcript transcript, long line, ReadReport report, out DecisionPart? decision)
    {
        decision = null;
        var place = transcript.At(line, entry.When("timestamp"));
        switch (entry.Str("type"))
        {
            case "message" when entry.Str("role") is "user":
                return entry.Str("content") is { Length: > 0 } said ? [new Message(Role.User, said) { Provenance = place }] : [];
            case "message" when entry.Str("role") is "human" or "system" or "developer":
                return entry.Str("content") is { Length: > 0 } told ? [new Message(Speaker.Of(entry.Str("role")), told) { Provenance = place }] : [];
            case "message" when entry.Str("role") is "tool" or "function":
                // Which call it answers is not said; calls carry their results with them.
                report.Unknown("message/tool");
                return [];
            case "message" when entry.Str("role") is { Length: > 0 }:
                // Anybody else is the assistant, under a name of its own.
                return entry.Str("content") is { Length: > 0 } answer ? [new Message(Role.Assistant, answer) { Provenance = place with { Generated = true, Confidence = Confidence(entry) } }] : [];
            case "tool_call" when entry.Str("tool") is { Length: > 0 } tool:
                return Call(entry, tool, place);
            case "error":
                report.Note("errors");
                return [new Message(Role.Assistant, [new ErrorPart(entry.Str("error") ?? "", entry.Str("context"))]) { Provenance = place }];
            case "decision":
                report.Note("decisions");
                decision = new DecisionPart(string.Create(CultureInfo.InvariantCulture, $"{transcript.Name}#{line}"), entry.Str("decision"), JsonText.Of(entry));
                return [];
            case var other:
                report.Unknown(other);
                return [];
        }
    }

    private static double? Confidence(JsonElement entry) =>
        entry.TryGetProperty("confidence", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var sure) && sure is >= 0 and <= 1 ? sure : null;

    private static List<Message> Call(JsonElement entry, string tool, MessageProvenance place)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"line_{place.Line}");
        var result = entry.Any("result") is not { } value ? "" : value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        var length = Math.Max(result.Length, entry.Num(LengthField));
        return
        [
            new Message(Role.Assistant, [new ToolCallPart(new ToolCall(id, tool, entry.Any("args")?.GetRawText() ?? "{}"))]) { Provenance = place with { Generated = true } },
            new Message(Role.Tool, [new ToolResultPart(id, tool, result)])
            {
                Provenance = place,
                Truncations = length >= ResultLimit ? [new Truncation("tool_result", length, ResultLimit)] : [],
            },
        ];
    }

    /// <summary>One conversation as it grows. Decisions belong to the assistant's turn before them, or to the first one after.</summary>
    private sealed class Segment(string file)
    {
        private readonly List<Message> _messages = [];
        private readonly List<DecisionPart> _waiting = [];
        private DateTimeOffset? _started;
        private long _line;

        public DateTimeOffset? Last { get; private set; }

        public void Add(long line, DateTimeOffset? time, List<Message> messages, DecisionPart? decision)
        {
            _line = _line == 0 ? line : _line;
            _started ??= time;
            Last = time ?? Last;
            _messages.AddRange(messages);
            _waiting.AddRange(decision is null ? [] : [decision]);
            var at = _messages.FindLastIndex(m => m.Role == Role.Assistant);
            if (at >= 0 && _waiting.Count > 0)
            {
                _messages[at] = _messages[at] with { Parts = [.. _messages[at].Parts, .. _waiting] };
                _waiting.Clear();
            }
        }

        public void EndInto(List<Trajectory> conversations, ReadReport report)
        {
            report.Note("decisions-alone", _waiting.Count);
            if (_messages.Count == 0)
            {
                return;
            }

            var id = string.Create(CultureInfo.InvariantCulture, $"{Kind}:{file}#{_line}");
            conversations.Add(new Trajectory { Id = id, Source = Kind, SessionId = id, Group = id, Messages = _messages, Started = _started, Ended = Last });
        }
    }
}
