namespace TrainForge.Data.Pipeline;

/// <summary>What a stage says of one conversation: it goes on, changed or not, or stays behind with a reason that is a name for ever.</summary>
public sealed record Judgement
{
    private Judgement(Candidate? kept, string? reason, string? found = null) => (Kept, Reason, Found) = (kept, reason, found);

    /// <summary>Null when it stays behind.</summary>
    public Candidate? Kept { get; }

    /// <summary>Why it stays behind; null when it goes on whole.</summary>
    public string? Reason { get; }

    /// <summary>What the reason points at, where there is such a thing: a file, a tool.</summary>
    public string? Found { get; }

    public static Judgement Keep(Candidate candidate) => new(candidate, null);

    public static Judgement Drop(string reason, string? found = null) => new(null, reason, found);
}
