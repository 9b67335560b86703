using Microsoft.Extensions.AI;
using TrainForge.Stashes;

namespace TrainForge.Capture.Chat;

/// <summary>One answer, whole: what a model said, however it came over the wire.</summary>
internal sealed record FoldedResponse
{
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    public string? ResponseId { get; init; }

    public string? ModelId { get; init; }

    public string? ConversationId { get; init; }

    public ChatFinishReason? FinishReason { get; init; }

    public UsageDetails? Usage { get; init; }

    /// <summary>Empty when the answer came whole.</summary>
    public IReadOnlyList<StreamPiece> Pieces { get; init; } = [];

    public static FoldedResponse Of(ChatResponse response) => new()
    {
        Messages = [.. response.Messages],
        ResponseId = response.ResponseId,
        ModelId = response.ModelId,
        ConversationId = response.ConversationId,
        FinishReason = response.FinishReason,
        Usage = response.Usage,
    };
}
