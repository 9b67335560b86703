namespace TrainForge.Conversations;

/// <summary>Who wrote the model's turns and on what terms they may be used. Null means unknown, and unknown is not exported unless allowed.</summary>
public sealed record SourceTerms
{
    public string? Vendor { get; init; }

    public string? Model { get; init; }

    public string? License { get; init; }

    /// <summary>What the people in the conversation agreed to, in the words of the one who collected it.</summary>
    public string? Consent { get; init; }

    /// <summary>Nothing is known of any.</summary>
    public bool IsEmpty => this is { Vendor: null, Model: null, License: null, Consent: null };

    /// <summary>These, and where one is unknown the other's.</summary>
    public SourceTerms Or(SourceTerms other) => new()
    {
        Vendor = Vendor ?? other.Vendor,
        Model = Model ?? other.Model,
        License = License ?? other.License,
        Consent = Consent ?? other.Consent,
    };
}

/// <summary>The state of the code beside which a conversation was recorded.</summary>
public sealed record GitContext
{
    public string? Commit { get; init; }

    public string? Branch { get; init; }

    public bool? Dirty { get; init; }

    public string? Remote { get; init; }
}
