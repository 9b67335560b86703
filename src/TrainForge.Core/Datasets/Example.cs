using TrainForge.Conversations;

namespace TrainForge.Datasets;

/// <summary>
/// What a model is trained on: a conversation, the tools it was offered, and which of its messages count. It holds nothing
/// that differs between two runs of the same test with the same answers: such a run must not make a new dataset.
/// </summary>
public sealed record Example
{
    /// <summary>Made from the content: the same conversation has the same id in every version.</summary>
    public required string Id { get; init; }

    /// <summary>Ids of tool calls are call_1, call_2, … in the order of the calls.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>One per message: whether its tokens count in the loss. Only turns of the assistant ever do.</summary>
    public required IReadOnlyList<bool> Trained { get; init; }

    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    /// <summary>What is never divided between training and validation: a test with all its rows, a session.</summary>
    public required string Group { get; init; }

    public required string Source { get; init; }

    public string? Test { get; init; }

    public SourceTerms Terms { get; init; } = new();

    /// <summary>The conversation went on: further turns of the assistant followed. Known while a dataset is built, and written nowhere.</summary>
    public bool IsPart { get; init; }
}
