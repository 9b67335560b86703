using TrainForge.Conversations;
using TrainForge.Redaction;

namespace TrainForge.Data.Pipeline;

/// <summary>A conversation on its way into a dataset: redacted, normal in form, and the same one only once.</summary>
/// <param name="Id">Made from the content, so that it is the same wherever and however often the conversation was seen.</param>
public sealed record Candidate(string Id, Trajectory Trajectory, IReadOnlyList<Occurrence> Occurrences, RedactionCounts Redactions)
{
    /// <summary>What the normal form does not keep.</summary>
    public Signals Signals { get; init; } = new();

    /// <summary>Alone when nothing says what it belongs to.</summary>
    public string Group => Trajectory.Group ?? Id;
}
