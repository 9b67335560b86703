using TrainForge.Conversations;

namespace TrainForge.Stashes;

/// <summary>One model call, whole: what was asked, with every message and tool the model saw, and what came back.</summary>
public sealed record Interaction
{
    public const int CurrentSchema = 1;

    /// <summary>Unique within its stash.</summary>
    public required string Id { get; init; }

    /// <summary>Order in which the calls began within the stash, from 1. Lines are in the order in which they ended.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>The vendor: openai, anthropic, ollama, …</summary>
    public string? Provider { get; init; }

    /// <summary>The model that answered, as it names itself; else the one that was asked for.</summary>
    public string? Model { get; init; }

    /// <summary>The caller's or the vendor's conversation, where there is one.</summary>
    public string? ConversationId { get; init; }

    public IReadOnlyList<Message> Request { get; init; } = [];

    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    /// <summary>Temperature, response format, tool choice and their like, as one JSON object.</summary>
    public JsonText? Options { get; init; }

    public IReadOnlyList<Message> Response { get; init; } = [];

    public string? FinishReason { get; init; }

    public InteractionUsage? Usage { get; init; }

    public double? DurationMs { get; init; }

    /// <summary>From the request to the first update of a streamed answer.</summary>
    public double? FirstUpdateMs { get; init; }

    /// <summary>Number of streaming updates; null when the answer came in one piece.</summary>
    public long? Updates { get; init; }

    /// <summary>How a streamed answer came, piece by piece; empty when it came whole, and when nobody watched the pieces.</summary>
    public IReadOnlyList<StreamPiece> Pieces { get; init; } = [];

    /// <summary>Null when the call succeeded. A stream that broke has both a response and an error.</summary>
    public InteractionError? Error { get; init; }

    /// <summary>Cuts that belong to no single message.</summary>
    public IReadOnlyList<Truncation> Truncations { get; init; } = [];

    /// <summary>Where it stands in its file, from 1; set by <see cref="StashReader"/> and not written.</summary>
    public long Line { get; init; }
}

/// <summary>Tokens as the vendor counted them.</summary>
public sealed record InteractionUsage
{
    public long? Input { get; init; }

    public long? Output { get; init; }

    public long? Total { get; init; }

    /// <summary>Cached, reasoning and other counts under the vendor's names, as one JSON object.</summary>
    public JsonText? More { get; init; }
}

/// <summary>Why a call failed: kind is the exception's or the vendor's name for it, 'cancelled' when the caller gave up.</summary>
public sealed record InteractionError(string Kind, string Message);
