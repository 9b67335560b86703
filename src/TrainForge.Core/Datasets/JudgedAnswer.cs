using TrainForge.Conversations;

namespace TrainForge.Datasets;

/// <summary>One answer and whether it is wanted, without another to compare it with.</summary>
public sealed record JudgedAnswer
{
    /// <summary>The id of the conversation and the place of the answer in it.</summary>
    public required string Id { get; init; }

    public required string Group { get; init; }

    public required string Source { get; init; }

    public string? Test { get; init; }

    public required IReadOnlyList<Message> Prompt { get; init; }

    public required Message Completion { get; init; }

    public required bool Label { get; init; }

    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    public SourceTerms Terms { get; init; } = new();
}
