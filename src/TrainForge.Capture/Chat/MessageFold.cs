using System.Text;
using Microsoft.Extensions.AI;

namespace TrainForge.Capture.Chat;

/// <summary>One message of a streamed answer while it arrives.</summary>
internal sealed class MessageFold
{
    private readonly List<AIContent> _contents = [];
    private readonly StringBuilder _text = new();
    private bool _textIsReasoning;
    private string? _proof;
    private string? _id;
    private ChatRole? _role;
    private string? _author;

    public bool IsEmpty => _contents.Count == 0 && _text.Length == 0 && _proof is null;

    public bool IsEndedBy(ChatResponseUpdate update) =>
        (update.MessageId is { Length: > 0 } id && _id is not null && id != _id)
        || (update.Role is { } role && !IsEmpty && role != (_role ?? ChatRole.Assistant));

    public void Name(ChatResponseUpdate update)
    {
        _id ??= update.MessageId is { Length: > 0 } id ? id : null;
        _role ??= update.Role;
        _author ??= update.AuthorName;
    }

    public void Add(AIContent content)
    {
        switch (content)
        {
            case TextReasoningContent reasoning:
                AddText(reasoning.Text, isReasoning: true);
                AddProof(NewerMembers.ProtectedData(reasoning));
                break;
            case TextContent text:
                AddText(text.Text, isReasoning: false);
                break;
            case FunctionCallContent call:
                AddCall(call);
                break;
            default:
                EndText();
                _contents.Add(content);
                break;
        }
    }

    public ChatMessage ToMessage()
    {
        EndText();
        return new ChatMessage(_role ?? ChatRole.Assistant, [.. _contents]) { MessageId = _id, AuthorName = _author };
    }

    // An empty piece ends nothing: providers send them as heartbeats, also between two pieces of the same thought.
    private void AddText(string text, bool isReasoning)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (_textIsReasoning != isReasoning)
        {
            EndText();
            _textIsReasoning = isReasoning;
        }

        _text.Append(text);
    }

    // The proof comes with the thought's last piece, or after it with no text at all; it may also stand for a thought that is not shown.
    private void AddProof(string? proof)
    {
        if (proof is { Length: > 0 })
        {
            if (!_textIsReasoning)
            {
                EndText();
                _textIsReasoning = true;
            }

            _proof = proof;
        }
    }

    private void EndText()
    {
        if (_text.Length > 0 || _proof is not null)
        {
            _contents.Add(_textIsReasoning ? NewerMembers.Reasoning(_text.ToString(), _proof) : new TextContent(_text.ToString()));
            _text.Clear();
            _proof = null;
        }
    }

    // Pieces are told by their call id. Later pieces bring what the earlier ones lacked and win where both speak.
    private void AddCall(FunctionCallContent call)
    {
        var known = call.CallId is { Length: > 0 }
            ? _contents.FindIndex(c => c is FunctionCallContent f && f.CallId == call.CallId)
            : -1;
        if (known < 0)
        {
            EndText();
            _contents.Add(Copy(call, call.Name, call.Arguments));
            return;
        }

        var before = (FunctionCallContent)_contents[known];
        var name = before.Name is { Length: > 0 } ? before.Name : call.Name;
        _contents[known] = Copy(call, name, Merge(before.Arguments, call.Arguments), before.Exception);
    }

    private static FunctionCallContent Copy(FunctionCallContent call, string name, IDictionary<string, object?>? arguments, Exception? earlier = null) =>
        new(call.CallId, name, arguments is null ? null : new Dictionary<string, object?>(arguments))
        {
            Exception = call.Exception ?? earlier,
        };

    private static IDictionary<string, object?>? Merge(IDictionary<string, object?>? before, IDictionary<string, object?>? after)
    {
        if (before is null || after is null)
        {
            return before ?? after;
        }

        var merged = new Dictionary<string, object?>(before);
        foreach (var (key, value) in after)
        {
            merged[key] = value;
        }

        return merged;
    }
}
