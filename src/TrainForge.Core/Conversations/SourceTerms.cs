namespace TrainForge.Conversations;

/// <summary>Who wrote the model's turns and on what terms they may be used. Null means unknown, and unknown is not exported unless allowed.</summary>
public sealed record SourceTerms
{
    public string? Vendor { get; init; }

    public string? Model { get; init; }

    public string? License { get; init; }

    /// <summary>What the people in the conversation agreed to, in the words of the one who collected it.</summary>
    public string? Consent { get; init; }
}

/// <summary>The state of the code beside which a conversation was recorded.</summary>
public sealed record GitContext
{
    public string? Commit { get; init; }

    public string? Branch { get; init; }

    public bool? Dirty { get; init; }

    public string? Remote { get; init; }
}
