using Microsoft.Extensions.AI;

namespace TrainForge.Capture.Chat;

/// <summary>
/// Folds the updates of a streamed answer into messages. How the answer was cut into updates leaves no trace: text and
/// reasoning that follow each other become one, a tool call that comes in pieces becomes one call at the place of its first
/// piece, usage adds up. Everything is copied as it passes, because the consumer may do with an update what it likes.
/// </summary>
internal sealed class ResponseFold
{
    private readonly List<MessageFold> _messages = [];
    private UsageDetails? _usage;
    private string? _responseId;
    private string? _modelId;
    private string? _conversationId;
    private ChatFinishReason? _finishReason;

    public int Updates { get; private set; }

    public bool IsFinished => _finishReason is not null;

    public void Add(ChatResponseUpdate update)
    {
        Updates++;
        _responseId = update.ResponseId ?? _responseId;
        _modelId = update.ModelId ?? _modelId;
        _conversationId = update.ConversationId ?? _conversationId;
        _finishReason = update.FinishReason ?? _finishReason;

        var message = MessageOf(update);
        foreach (var content in update.Contents)
        {
            if (content is UsageContent usage)
            {
                (_usage ??= new UsageDetails()).Add(usage.Details);
            }
            else
            {
                message.Add(content);
            }
        }
    }

    public FoldedResponse Fold() => new()
    {
        Messages = [.. _messages.Where(m => !m.IsEmpty).Select(m => m.ToMessage())],
        ResponseId = _responseId,
        ModelId = _modelId,
        ConversationId = _conversationId,
        FinishReason = _finishReason,
        Usage = _usage,
    };

    // A message ends where the next one names itself by another id, or speaks in another role. Updates that name neither go on.
    private MessageFold MessageOf(ChatResponseUpdate update)
    {
        if (_messages.Count == 0 || _messages[^1].IsEndedBy(update))
        {
            _messages.Add(new MessageFold());
        }

        var last = _messages[^1];
        last.Name(update);
        return last;
    }
}
