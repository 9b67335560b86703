namespace TrainForge.Conversations;

/// <summary>One turn of a conversation.</summary>
public sealed record Message(Role Role, IReadOnlyList<ContentPart> Parts)
{
    public Message(Role role, string text)
        : this(role, [new TextPart(text)])
    {
    }

    /// <summary>The vendor's id of the message, where there is one.</summary>
    public string? Id { get; init; }

    /// <summary>The speaker's name, where several share a role.</summary>
    public string? Name { get; init; }

    public MessageProvenance? Provenance { get; init; }

    /// <summary>What of this message was cut off before it was written down. A message with any is never trained on.</summary>
    public IReadOnlyList<Truncation> Truncations { get; init; } = [];

    /// <summary>All text parts joined: no reasoning, no tool results.</summary>
    public string Text => string.Concat(Parts.OfType<TextPart>().Select(p => p.Text));

    public IEnumerable<ToolCall> ToolCalls => Parts.OfType<ToolCallPart>().Select(p => p.Call);

    public IEnumerable<ToolResultPart> ToolResults => Parts.OfType<ToolResultPart>();

    public bool IsTruncated => Truncations.Count > 0;
}

/// <summary>Where a message comes from. The file is relative to the root or the imported source, never an absolute path.</summary>
public sealed record MessageProvenance
{
    public string? File { get; init; }

    /// <summary>SHA-256 of the file the message was read from, hex.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Counts from 1.</summary>
    public long? Line { get; init; }

    public DateTimeOffset? Time { get; init; }

    /// <summary>The model that wrote it, as the vendor reports it.</summary>
    public string? Model { get; init; }

    /// <summary>How sure the one who wrote it was, from 0 to 1, where the source says so.</summary>
    public double? Confidence { get; init; }

    /// <summary>
    /// A model wrote this while it was recorded. An assistant's turn without it came with the request: an example by hand,
    /// or history from elsewhere. It is context, and never trained on.
    /// </summary>
    public bool Generated { get; init; }
}

/// <summary>What was cut, how much there was, and the limit that cut it: 'tool_result', 70000, 65536.</summary>
public sealed record Truncation(string What, long Bytes, long Limit);
