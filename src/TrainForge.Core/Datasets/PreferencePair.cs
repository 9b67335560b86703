using TrainForge.Conversations;

namespace TrainForge.Datasets;

/// <summary>
/// Two answers to the same prompt, of which one is better. The prompt is everything up to the first turn in which two
/// conversations differ; what came after that turn is in neither answer.
/// </summary>
public sealed record PreferencePair
{
    /// <summary>The ids of the two conversations.</summary>
    public required string Id { get; init; }

    /// <summary>Divided between training and validation as the examples of this group are.</summary>
    public required string Group { get; init; }

    public required string Source { get; init; }

    public string? Test { get; init; }

    /// <summary>Why the one is better: a name for ever.</summary>
    public required string Basis { get; init; }

    public required IReadOnlyList<Message> Prompt { get; init; }

    public required Message Chosen { get; init; }

    public required Message Rejected { get; init; }

    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    /// <summary>Of the prompt and the chosen answer.</summary>
    public SourceTerms Terms { get; init; } = new();

    /// <summary>Of the rejected answer: another model may have written it.</summary>
    public SourceTerms RejectedTerms { get; init; } = new();
}

/// <summary>The bases there are.</summary>
public static class PairBasis
{
    /// <summary>One attempt of a test passed and another failed, of the same code or in the same run.</summary>
    public const string Attempts = "attempts";

    /// <summary>The test failed, and passed later.</summary>
    public const string Mended = "mended";

    /// <summary>Somebody chose.</summary>
    public const string Chosen = "chosen";
}
