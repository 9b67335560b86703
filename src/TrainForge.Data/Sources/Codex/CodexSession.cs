using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.Codex;

/// <summary>The conversation so far, and those that ended before in the same file.</summary>
internal sealed class CodexSession(Transcript transcript, ReadReport report)
{
    private const string Kind = "codex";
    private const string Summary = "compaction-summary";

    private readonly List<Trajectory> _ended = [];
    private readonly List<Message> _messages = [];

    // Where the result of a call stands, and whether an event told it; -1 while nobody answered.
    private readonly Dictionary<string, (int Place, bool IsEvent)> _calls = new(StringComparer.Ordinal);
    private List<ContentPart>? _open;
    private Message? _instructions;
    private string? _summary;
    private string? _session;
    private string? _vendor;
    private GitContext? _git;
    private string? _folder;
    private DateTimeOffset? _started;
    private DateTimeOffset? _last;
    private bool _isHistory;

    public string? Model { get; set; }

    /// <summary>The first description of the session holds; a session that was forked repeats that of its parent behind its own.</summary>
    public void Begin(JsonElement meta)
    {
        if (_session is not null)
        {
            return;
        }

        _session = meta.Str("id");
        _vendor = meta.Str("model_provider");
        report.Fact("sessions", _session);
        _folder = meta.Str("cwd");
        report.Fact("folders", _folder);
        report.Fact("versions", meta.Str("cli_version"));
        if (meta.Obj("git") is { } git)
        {
            _git = new GitContext { Commit = git.Str("commit_hash"), Branch = git.Str("branch"), Remote = git.Str("repository_url") };
            report.Fact("branches", _git.Branch);
        }

        if (meta.Obj("base_instructions")?.Str("text") is { Length: > 0 } instructions && _messages.Count == 0)
        {
            _instructions = new Message(Role.System, instructions);
            _messages.Add(_instructions);
        }
    }

    public void Message(CodexItem item)
    {
        var parts = CodexContent.Of(item.Value, "content", report);
        switch (item.Value.Str("role"))
        {
            case "assistant":
                parts.ToList().ForEach(part => Answer(item, part));
                break;
            case "user" when _isHistory && _summary is not null && parts.OfType<TextPart>().Any(p => p.Text.Contains(_summary, StringComparison.Ordinal)):
                Add(item, new Message(Role.System, parts) { Name = Summary });
                break;
            case "user":
                Add(item, new Message(Role.User, parts) { Name = CodexContent.IsOfHarness(parts) ? "harness" : null });
                break;
            case "developer":
                Add(item, new Message(Role.Developer, parts));
                break;
            case "system":
                Add(item, new Message(Role.System, parts));
                break;
            default:
                throw new JsonException("'role' is none of user, assistant, developer and system.");
        }
    }

    /// <summary>Reasoning, text and calls of one answer follow each other and are one turn.</summary>
    public void Answer(CodexItem item, ContentPart? part)
    {
        if (part is null)
        {
            return;
        }

        if (_open is null)
        {
            var parts = new List<ContentPart>();
            Add(item, new Message(Role.Assistant, parts) { Provenance = transcript.At(item.Line, item.Time, Model, generated: !_isHistory) });
            _open = parts;
        }

        _open.Add(part);
    }

    public void Call(CodexItem item, string? id, string name, string arguments)
    {
        if (id is not null)
        {
            _calls[id] = (-1, false);
        }

        Answer(item, new ToolCallPart(new ToolCall(id, name, arguments)));
    }

    /// <summary>An item and an event may both tell a result: it is kept once, at its first place, in the item's words.</summary>
    public void Result(CodexItem item, string? id, (IReadOnlyList<ContentPart> Content, bool IsError) output, bool isEvent)
    {
        var part = new ToolResultPart(id, null, output.Content, output.IsError);
        if (id is not null && _calls.TryGetValue(id, out var known) && known.Place >= 0)
        {
            report.Note("repeated-results");
            if (known.IsEvent != isEvent)
            {
                // Only the event knows that a command failed, only the item what the model was told of it.
                var told = _messages[known.Place].ToolResults.Single();
                var kept = isEvent ? told : part;
                _messages[known.Place] = _messages[known.Place] with { Parts = [kept with { IsError = told.IsError || part.IsError }] };
                _calls[id] = (known.Place, false);
            }

            return;
        }

        if (isEvent && (id is null || !_calls.ContainsKey(id)))
        {
            // A command of the person's own, not of the model.
            report.Note("events");
            return;
        }

        Add(item, new Message(Role.Tool, [part]));
        if (id is not null)
        {
            _calls[id] = (_messages.Count - 1, isEvent);
        }
    }

    /// <summary>The context was full: what follows was said with a summary before it.</summary>
    /// <param name="isInHistory">The history that takes the place of everything before holds the summary too, as if a person had said it.</param>
    public void Restart(CodexItem item, string? summary, bool isInHistory)
    {
        Close();
        _messages.Clear();
        _messages.AddRange(_instructions is null ? [] : [_instructions]);
        _summary = isInHistory ? summary : null;
        if (!string.IsNullOrEmpty(summary) && !isInHistory)
        {
            Add(item, new Message(Role.System, summary) { Name = Summary });
        }
    }

    /// <summary>What is taken inside was told before: it is context.</summary>
    public void InHistory(Action take)
    {
        _isHistory = true;
        try
        {
            take();
        }
        finally
        {
            _isHistory = false;
            _open = null;
        }
    }

    /// <summary>The person took back the last turns. They stay a conversation; what was before them goes on, and is not trained on twice.</summary>
    public void RollBack(long turns)
    {
        var at = _messages.Count;
        for (; turns > 0 && at > 0; turns--)
        {
            at = _messages.FindLastIndex(at - 1, m => m is { Role: Role.User, Name: null });
            if (at < 0)
            {
                at = 0;
            }
        }

        report.Note("roll-backs");
        Close();
        _messages.RemoveRange(at, _messages.Count - at);
        for (var i = 0; i < _messages.Count; i++)
        {
            _messages[i] = _messages[i] with { Provenance = _messages[i].Provenance is { } origin ? origin with { Generated = false } : null };
        }
    }

    public IReadOnlyList<Trajectory> End()
    {
        Close();
        return _ended;
    }

    private void Add(CodexItem item, Message message)
    {
        _open = null;
        _started ??= item.Time;
        _last = item.Time ?? _last;
        _messages.Add(message.Provenance is null ? message with { Provenance = transcript.At(item.Line, item.Time) } : message);
    }

    private void Close()
    {
        if (_messages.Any(m => m.Provenance is not null))
        {
            var links = ToolLinks.Of(_messages);
            report.Note("results-without-call", links.Orphans.Count);
            report.Note("calls-without-result", links.All.Count(l => l.Result is null && l.CallMessage < _messages.Count - 1));
            var session = _session ?? transcript.Name;
            _ended.Add(new Trajectory
            {
                Id = $"{Kind}:{session}#{_ended.Count + 1}",
                Source = Kind,
                SessionId = session,
                Group = $"{Kind}:{session}",
                Messages = [.. _messages],
                Terms = new SourceTerms { Vendor = _vendor ?? "openai", Model = Model },
                Started = _started,
                Ended = _last,
                Git = _git,
                Folder = _folder,
            });
        }

        _open = null;
        _calls.Clear();
        _started = null;
    }
}
