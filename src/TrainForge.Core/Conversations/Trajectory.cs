namespace TrainForge.Conversations;

/// <summary>One conversation in order and whole: the one shape every source is read into.</summary>
public sealed record Trajectory
{
    /// <summary>Raised when a reader of the old form would misunderstand the new one.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Stable: the same source read again gives the same id.</summary>
    public required string Id { get; init; }

    /// <summary>Kind of source, as 'trainforge ingest' calls it: stash, session-log, claude-code, …</summary>
    public required string Source { get; init; }

    public string? SessionId { get; init; }

    public string? TestId { get; init; }

    /// <summary>
    /// What must not be divided between training and validation: a test with all its rows and attempts, a session. Null:
    /// the conversation stands alone.
    /// </summary>
    public string? Group { get; init; }

    public required IReadOnlyList<Message> Messages { get; init; }

    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    public OutcomeLabel? Label { get; init; }

    public SourceTerms Terms { get; init; } = new();

    /// <summary>It is one side of a comparison that somebody made; null says nothing of the kind was made.</summary>
    public Preference? Preference { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public GitContext? Git { get; init; }

    /// <summary>Folder the work was done in, where the source tells.</summary>
    public string? Folder { get; init; }

    /// <summary>What the work was about, however many folders and working trees it was done in: the address of its remote, else the top folder.</summary>
    public string? Project { get; init; }

    /// <summary>Words to count and to cap by: 'tier:code', or whatever the source calls its own.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Cuts that belong to no single message: turns left out, a log that was rotated away.</summary>
    public IReadOnlyList<Truncation> Truncations { get; init; } = [];
}
