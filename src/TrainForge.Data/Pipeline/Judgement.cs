namespace TrainForge.Data.Pipeline;

/// <summary>What a stage says of one conversation: it goes on, changed or not, or stays behind with a reason that is a name for ever.</summary>
public sealed record Judgement
{
    private Judgement(Candidate? kept, string? reason, string? found = null) => (Kept, Reason, Found) = (kept, reason, found);

    /// <summary>What goes on, or what others may be compared with; null when neither.</summary>
    public Candidate? Kept { get; }

    /// <summary>Why it stays behind; null when it goes on.</summary>
    public string? Reason { get; }

    /// <summary>What the reason points at, where there is such a thing: a file, a tool.</summary>
    public string? Found { get; }

    /// <summary>What else the stage counts, by names for ever: turns that do not count, of which class it is.</summary>
    public IReadOnlyDictionary<string, long> Notes { get; init; } = new Dictionary<string, long>();

    public static Judgement Keep(Candidate candidate) => new(candidate, null);

    public static Judgement Drop(string reason, string? found = null) => new(null, reason, found);

    /// <summary>It stays behind, and may still be the worse side of a comparison.</summary>
    public static Judgement Reject(Candidate candidate, string reason) => new(candidate, reason);
}
