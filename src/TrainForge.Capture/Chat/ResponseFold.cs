using Microsoft.Extensions.AI;
using TrainForge.Stashes;

namespace TrainForge.Capture.Chat;

/// <summary>
/// Folds the updates of a streamed answer into messages. How the answer was cut into updates leaves no trace: text and
/// reasoning that follow each other become one, a tool call that comes in pieces becomes one call at the place of its first
/// piece, usage adds up. Everything is copied as it passes, because the consumer may do with an update what it likes.
/// </summary>
internal sealed class ResponseFold
{
    // A stream that goes on for ever must not make a line of the same length.
    internal const int MaxPieces = 10_000;

    private readonly List<MessageFold> _messages = [];
    private readonly List<StreamPiece> _pieces = [];
    private UsageDetails? _usage;
    private string? _responseId;
    private string? _modelId;
    private string? _conversationId;
    private ChatFinishReason? _finishReason;

    public int Updates { get; private set; }

    public bool IsFinished => _finishReason is not null;

    /// <param name="update">The next of them.</param>
    /// <param name="atMs">When it came, from the request.</param>
    public void Add(ChatResponseUpdate update, double atMs)
    {
        Updates++;
        Note(update, atMs);
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
        Pieces = [.. _pieces],
    };

    private void Note(ChatResponseUpdate update, double atMs)
    {
        if (_pieces.Count + update.Contents.Count >= MaxPieces)
        {
            return;
        }

        foreach (var content in update.Contents)
        {
            _pieces.Add(content switch
            {
                TextReasoningContent reasoning => new StreamPiece(atMs, StreamPiece.Reasoning, reasoning.Text.Length),
                TextContent text => new StreamPiece(atMs, StreamPiece.Text, text.Text.Length),
                FunctionCallContent => new StreamPiece(atMs, StreamPiece.ToolCall),
                UsageContent => new StreamPiece(atMs, StreamPiece.Usage),
                _ => new StreamPiece(atMs, StreamPiece.Other),
            });
        }

        if (update.Contents.Count == 0)
        {
            _pieces.Add(new StreamPiece(atMs, StreamPiece.Empty));
        }
    }

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
