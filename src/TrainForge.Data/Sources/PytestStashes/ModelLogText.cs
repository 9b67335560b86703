using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TrainForge.Conversations;

namespace TrainForge.Data.Sources.PytestStashes;

/// <summary>
/// What the model was asked and what it wrote, as the application logged it: which tier it went to, hand-overs between tiers, the
/// whole prompt whenever the tier changed, every answer raw and as it was understood. Messages are as long as the log says they are;
/// what is in them is never taken for the log's own words.
/// </summary>
internal sealed partial class ModelLogText
{
    private const string RawMark = "--- RAW OUTPUT ---\n";
    private const string ParsedMark = "\n--- PARSED ---\n";

    // Names of tiers are short; arrows without number would be tried against each other.
    private const int MaxTiers = 4096;

    private readonly LogText _log;
    private int _parsedAt = -1;
    private int _searchedFrom = -1;

    private ModelLogText(string text) => _log = new LogText(text);

    public static IEnumerable<Action<Utf8JsonWriter>> Records(string text) => new ModelLogText(text).All();

    private IEnumerable<Action<Utf8JsonWriter>> All()
    {
        for (var at = 0; at < _log.Length;)
        {
            var begin = at;
            var line = _log.Line(begin);
            var message = _log.Message(at, out var time);
            var write = message >= 0 && _log.Is("\n", message) ? Fenced(message + 1, ref at) : null;
            if (write is null)
            {
                at = _log.Next(begin);
                write = Plain(_log.Text[(message < 0 ? begin : message)..at].TrimEnd('\n'));
            }

            yield return json =>
            {
                json.WriteStartObject();
                json.WriteString("file", PytestStash.ModelLog);
                json.WriteNumber("line", line);
                json.WriteString("time", time);
                write(json);
                json.WriteEndObject();
            };
        }
    }

    private static Action<Utf8JsonWriter> Plain(string text) => json =>
    {
        json.WriteString("record", "text");
        json.WriteString("text", text);
    };

    // A fence, a line that says what it is, a fence, and what belongs to it.
    private Action<Utf8JsonWriter>? Fenced(int at, ref int next)
    {
        var sign = at < _log.Length ? _log.Text[at] : ' ';
        var head = sign is '#' or '~' or '=' ? _log.Fence(sign, at) : -1;
        if (head < 0)
        {
            return null;
        }

        // The reason of a hand-over is the one thing here that may have lines of its own.
        var close = _log.Text.IndexOf($"\n{new string(sign, 10)}", head, StringComparison.Ordinal);
        var behind = close < 0 ? -1 : _log.Fence(sign, close + 1);
        if (behind < 0)
        {
            return null;
        }

        var title = _log.Text[head..close];
        return sign switch
        {
            '#' => Way(title, behind, ref next),
            '~' => Prompt(title, behind, ref next),
            _ => Turn(title, behind, ref next),
        };
    }

    private static Action<Utf8JsonWriter>? Way(string title, int behind, ref int next)
    {
        if (RoutedTitle().Match(title) is { Success: true } routed)
        {
            next = behind;
            return json =>
            {
                json.WriteString("record", "routed");
                json.WriteString("tier", routed.Groups[1].Value);
            };
        }

        if (title.AsSpan().IndexOf('\n') is var line && (line < 0 ? title.Length : line) <= MaxTiers && HandoffTitle().Match(title) is { Success: true } handoff)
        {
            next = behind;
            return json =>
            {
                json.WriteString("record", "handoff");
                json.WriteString("from", handoff.Groups[1].Value);
                json.WriteString("to", handoff.Groups[2].Value);
                json.WriteString("reason", handoff.Groups[3].Value);
            };
        }

        return null;
    }

    private Action<Utf8JsonWriter>? Prompt(string title, int behind, ref int next)
    {
        if (PromptTitle().Match(title) is not { Success: true } prompt || !int.TryParse(prompt.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        var messages = new List<(string Role, string Text, bool IsExact)>();
        var at = behind;
        while (messages.Count < count && Dumped(messages.Count, ref at) is { } message)
        {
            messages.Add(message);
        }

        // A fence of its own closes the dump.
        var end = _log.Message(at, out _);
        next = end >= 0 && _log.Fence('~', end) is >= 0 and var closed ? closed : at;
        return json =>
        {
            json.WriteString("record", "prompt");
            json.WriteString("event", prompt.Groups[1].Value);
            json.WriteString("tier", prompt.Groups[2].Value);
            json.WriteNumber("count", count);
            json.List("messages", messages, static (list, message) =>
            {
                list.WriteStartObject();
                list.WriteString("role", message.Role);
                list.WriteString("text", message.Text);
                list.Bool("inexact", message.IsExact ? null : true);
                list.WriteEndObject();
            });
        };
    }

    private (string Role, string Text, bool IsExact)? Dumped(int number, ref int at)
    {
        var begin = _log.Message(at, out _);
        if (begin < 0 || MessageHead().Match(_log.Rest(begin)) is not { Success: true } head || head.Groups[1].Value != number.ToString(CultureInfo.InvariantCulture)
            || !int.TryParse(head.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return null;
        }

        var text = Math.Min(begin + head.Length + 1, _log.Length);
        var end = Behind(text, length);
        var isExact = end >= 0 && (end == _log.Length || _log.Text[end] == '\n');
        at = isExact ? Math.Min(end + 1, _log.Length) : _log.Next(begin);
        return (head.Groups[2].Value, isExact ? _log.Text[text..end] : _log.Text[text..at].TrimEnd('\n'), isExact);
    }

    // Python counts letters, not halves of them.
    private int Behind(int at, int letters)
    {
        for (; letters > 0; letters--)
        {
            if (at >= _log.Length)
            {
                return -1;
            }

            at += char.IsHighSurrogate(_log.Text[at]) && at + 1 < _log.Length && char.IsLowSurrogate(_log.Text[at + 1]) ? 2 : 1;
        }

        return at;
    }

    private Action<Utf8JsonWriter>? Turn(string title, int behind, ref int next)
    {
        if (TurnTitle().Match(title) is not { Success: true } turn || !_log.Is(RawMark, behind))
        {
            return null;
        }

        var begin = behind + RawMark.Length;
        var (end, parsed) = Parsed(begin - 1);
        var raw = parsed is null ? _log.Text[begin..] : _log.Text[begin..Math.Max(begin, end)];
        next = parsed is null ? _log.Length : end + parsed.Length;
        return json =>
        {
            json.WriteString("record", "turn");
            json.WriteString("turn", turn.Groups[1].Value);
            json.WriteString("finish_reason", turn.Groups[2].Value);
            json.WriteString("raw", raw);
            if (parsed is null)
            {
                json.WriteBoolean("torn", true);
                return;
            }

            var names = CallName().Matches(parsed.Groups[2].Value).Select(m => m.Value[1..^1]).ToList();
            json.WriteString("calls", parsed.Groups[1].Value);
            json.List("names", names, static (list, name) => list.WriteStringValue(name));
        };
    }

    // What closes an answer stands at the end of a record: an answer that quotes a log does not close itself.
    private (int At, Match? Parsed) Parsed(int from)
    {
        if (_searchedFrom < 0 || from < _searchedFrom || (_parsedAt >= 0 && _parsedAt < from))
        {
            (_searchedFrom, _parsedAt) = (from, -1);
            var torn = -1;
            for (var at = _log.Text.IndexOf(ParsedMark, from, StringComparison.Ordinal); at >= 0; at = _log.Text.IndexOf(ParsedMark, at + 1, StringComparison.Ordinal))
            {
                if (ParsedEnd().Match(_log.Text, at) is { Success: true } match)
                {
                    if (IsEnd(at + match.Length))
                    {
                        _parsedAt = at;
                        break;
                    }

                    torn = torn < 0 ? at : torn;
                }
            }

            // Nothing stands behind it as it should, as in a log that was damaged.
            _parsedAt = _parsedAt < 0 ? torn : _parsedAt;
        }

        return _parsedAt < 0 ? (-1, null) : (_parsedAt, ParsedEnd().Match(_log.Text, _parsedAt));
    }

    private bool IsEnd(int at) => at >= _log.Length || _log.Message(at, out _) >= 0;

    [GeneratedRegex(@"^\[ROUTED\] tier=([^\n]*)$", RegexOptions.NonBacktracking)]
    private static partial Regex RoutedTitle();

    [GeneratedRegex(@"^\[HANDOFF\] ([^\n]*?) -> ([^\n|]*?) \| reason: ([\s\S]*)$")]
    private static partial Regex HandoffTitle();

    [GeneratedRegex(@"^\[PROMPT\] event=(\S*) tier=([^\n]*) messages=([0-9]{1,6})$", RegexOptions.NonBacktracking)]
    private static partial Regex PromptTitle();

    [GeneratedRegex(@"^  \[([0-9]{1,6})\] (\S+) \(([0-9]{1,9}) chars\):$", RegexOptions.NonBacktracking)]
    private static partial Regex MessageHead();

    [GeneratedRegex(@"^\[TURN ([^\]\n]*)\] finish_reason=([^\n]*)$", RegexOptions.NonBacktracking)]
    private static partial Regex TurnTitle();

    [GeneratedRegex(@"\G\n--- PARSED ---\ncleaned_content_len=[0-9]+\ntool_calls=([0-9]+): \[([^\n]*)\]\n={10,}(?:\n|$)")]
    private static partial Regex ParsedEnd();

    [GeneratedRegex(@"'[^']*'|""[^""]*""")]
    private static partial Regex CallName();
}
