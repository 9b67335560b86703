using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.PytestStashes;

/// <summary>Puts conversations together from the records of a model log.</summary>
internal sealed class PytestConversations(Transcript transcript, PytestTest test, AuditTrail audit, ReadReport report)
{
    private readonly List<Trajectory> _found = [];
    private readonly List<Message> _messages = [];
    private readonly List<Truncation> _cuts = [];
    private DateTimeOffset? _started;
    private DateTimeOffset? _ended;
    private string? _tier;
    private string? _own;
    private string? _event;
    private bool _isOpen;
    private bool _isKnown;

    public void Take(JsonElement record)
    {
        var place = transcript.At(record.Num("line"), record.When("time"), test.Model) with { File = $"{transcript.Name}/{PytestStash.ModelLog}" };
        switch (record.Str("record"))
        {
            case "routed":
                _tier = record.Str("tier");
                break;
            case "handoff":
                report.Note("handoffs");
                _tier = record.Str("to");
                break;
            case "prompt":
                End();
                Prompt(record, place with { Model = null });
                break;
            case "turn":
                Turn(record, place);
                break;
            case "text":
                break;
            case var other:
                report.Unknown(other);
                break;
        }
    }

    public IReadOnlyList<Trajectory> Finish()
    {
        End();
        if (_found.Count == 0)
        {
            FromAudit();
        }

        return _found;
    }

    private void Prompt(JsonElement record, MessageProvenance place)
    {
        Begin(place.Time);
        (_own, _event, _isKnown) = (record.Str("tier") ?? _tier, record.Str("event"), true);
        foreach (var message in record.Items("messages"))
        {
            var isInexact = message.Is("inexact");
            _messages.Add(new Message(Speaker.Of(message.Str("role")), message.Str("text") ?? "")
            {
                Provenance = place,
                Truncations = isInexact ? [new Truncation("log_text", 0, 0)] : [],
            });
        }

        if (_messages.Count < record.Num("count"))
        {
            _cuts.Add(new Truncation("prompt", record.Num("count"), _messages.Count));
        }
    }

    private void Turn(JsonElement record, MessageProvenance place)
    {
        if (!_isOpen)
        {
            // The prompt as it was put together, with its system message, was not logged.
            Begin(place.Time);
            _cuts.Add(new Truncation("prompt", 0, 0));
            _messages.AddRange(test.Prompt is { } prompt ? [new Message(Role.User, prompt) { Provenance = place with { Model = null } }] : []);
        }

        var names = record.Items("names").Select(n => n.ValueKind == JsonValueKind.String ? n.GetString()! : "").ToList();
        var (parts, isUnderstood) = ModelOutput.Read(record.Str("raw") ?? "", names, $"line_{place.Line}");
        var cuts = new List<Truncation>();
        if (FinishReason.SaysCut(record.Str("finish_reason")))
        {
            cuts.Add(new Truncation($"finish_reason:{record.Str("finish_reason")}", 0, 0));
        }

        if (!isUnderstood || record.Is("torn"))
        {
            report.Note("answers-not-understood");
            cuts.Add(new Truncation(record.Is("torn") ? "log_text" : "calls-not-understood", 0, 0));
        }

        if (!_isKnown)
        {
            report.Note("turns-without-context");
            cuts.Add(new Truncation("context-not-logged", 0, 0));
        }

        _messages.Add(new Message(Role.Assistant, parts) { Provenance = place with { Generated = true }, Truncations = cuts });
        _ended = place.Time ?? _ended;
        _isKnown &= isUnderstood && Answered(parts.OfType<ToolCallPart>().Select(p => p.Call).ToList());
    }

    /// <summary>Whether everything the next answer was based on is known: something was called, and the trail has all results.</summary>
    private bool Answered(List<ToolCall> calls)
    {
        var results = calls.Select(call => (Call: call, Entry: audit.Take(call))).ToList();
        foreach (var (call, entry) in results.Where(r => r.Entry is not null))
        {
            _messages.Add(Result(call, entry!));
        }

        return results.Count > 0 && results.TrueForAll(r => r.Entry is not null);
    }

    private Message Result(ToolCall call, AuditEntry entry) => new(Role.Tool, [new ToolResultPart(call.Id, call.Name, entry.Result, entry.IsError)]) { Provenance = Place(entry) };

    private MessageProvenance Place(AuditEntry entry) => transcript.At(entry.Line, entry.Time) with { File = $"{transcript.Name}/{entry.File}" };

    // Calls and results alone: what the model said besides, and what it was told, nobody wrote down.
    private void FromAudit()
    {
        foreach (var conversation in audit.Entries.GroupBy(e => (e.Session, e.Caller, e.Depth)))
        {
            Begin(conversation.First().Time);
            _cuts.Add(new Truncation("answer_text", 0, 0));
            _messages.AddRange(test.Prompt is { } prompt && conversation.Key.Depth == 0 ? [new Message(Role.User, prompt) { Provenance = Place(conversation.First()) }] : []);
            foreach (var turn in conversation.OrderBy(e => e.Sequence).GroupBy(e => e.Iteration))
            {
                var calls = turn.Select(e => (Entry: e, Call: new ToolCall($"line_{e.Line}", e.Tool, e.Arguments))).ToList();
                _messages.Add(new Message(Role.Assistant, [.. calls.Select(c => new ToolCallPart(c.Call))]) { Provenance = Place(calls[0].Entry) with { Generated = true } });
                _messages.AddRange(calls.Select(c => Result(c.Call, c.Entry)));
                _ended = calls[^1].Entry.Time ?? _ended;
            }

            End();
        }
    }

    private void Begin(DateTimeOffset? time)
    {
        (_isOpen, _isKnown, _event, _own) = (true, false, null, _tier);
        (_started, _ended) = (time, time);
    }

    private void End()
    {
        if (_isOpen && _messages.Count > 0)
        {
            var name = test.Name ?? transcript.Name;
            var tier = _own ?? test.Tier;
            _found.Add(new Trajectory
            {
                Id = FormattableString.Invariant($"{PytestStashReader.Kind}:{transcript.Sha256}#{_found.Count + 1}"),
                Source = PytestStashReader.Kind,
                TestId = name,
                Group = $"{PytestStashReader.Kind}:{test.Family ?? name}",
                Messages = [.. _messages],
                Label = test.Label(),
                Terms = new SourceTerms { Model = test.Model },
                Git = test.Commit is null ? null : new GitContext { Commit = test.Commit },
                Tags = [.. new[] { tier is null ? null : $"tier:{tier}", _event is null ? null : $"event:{_event}", test.IsRouting ? "routing" : null }.OfType<string>()],
                Started = _started ?? test.Time,
                Ended = _ended ?? test.Time,
                Truncations = [.. _cuts],
            });
        }

        _messages.Clear();
        _cuts.Clear();
        _isOpen = false;
    }
}
