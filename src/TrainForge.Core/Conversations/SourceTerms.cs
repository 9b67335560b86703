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

    /// <summary>
    /// What holds for something that came on these and on other terms: both. What is unknown once is unknown; who wrote it is a fact, and
    /// one who is known stays known. It does not matter in which order terms meet.
    /// </summary>
    public SourceTerms And(SourceTerms other) => this == other ? this : new()
    {
        Vendor = Vendor is null || other.Vendor is null ? Vendor ?? other.Vendor : Both(Vendor, other.Vendor, " AND "),
        Model = Model is null || other.Model is null ? Model ?? other.Model : Both(Model, other.Model, " AND "),
        License = License is null || other.License is null ? null : Both(Choice(License), Choice(other.License), " AND "),
        Consent = Consent is null || other.Consent is null ? null : Both(Consent, other.Consent, "; "),
    };

    private static string Both(string one, string other, string between) => one == other ? one
        : string.Join(between, one.Split(between).Concat(other.Split(between)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    // 'A OR B AND C' would mean something else.
    private static string Choice(string license) => license.Contains(" OR ", StringComparison.Ordinal) && !license.StartsWith('(') ? $"({license})" : license;
}

/// <summary>The state of the code beside which a conversation was recorded.</summary>
public sealed record GitContext
{
    public string? Commit { get; init; }

    public string? Branch { get; init; }

    public bool? Dirty { get; init; }

    public string? Remote { get; init; }
}
