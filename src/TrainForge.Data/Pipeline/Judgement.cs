namespace TrainForge.Data.Pipeline;

/// <summary>What a stage says of one conversation: it goes on, changed or not, or stays behind with a reason that is a name for ever.</summary>
public sealed record Judgement
{
    private Judgement(Candidate? kept, string? reason) => (Kept, Reason) = (kept, reason);

    /// <summary>Null when it stays behind.</summary>
    public Candidate? Kept { get; }

    /// <summary>Why it stays behind; null when it goes on whole.</summary>
    public string? Reason { get; }

    public static Judgement Keep(Candidate candidate) => new(candidate, null);

    public static Judgement Drop(string reason) => new(null, reason);
}
