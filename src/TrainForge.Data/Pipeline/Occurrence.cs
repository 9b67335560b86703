using TrainForge.Conversations;

namespace TrainForge.Data.Pipeline;

/// <summary>One time a conversation was seen. Kept beside a dataset version, never in its bytes: it differs from run to run.</summary>
/// <param name="Place">Where it was read from, relative to the source: run-1/refund-3f2a; of an import its kind and hash.</param>
/// <param name="Label">Null when nobody judged and nobody was meant to.</param>
public sealed record Occurrence(string Place, OutcomeLabel? Label, DateTimeOffset? Time)
{
    /// <summary>Of the code that was tested; null when it is not known, or when the tree had changes of its own.</summary>
    public string? Commit { get; init; }

    /// <summary>What the work was about; null when nothing says it.</summary>
    public string? Project { get; init; }

    /// <summary>Words of the source to count and to cap by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The comparison it was one side of.</summary>
    public Preference? Preference { get; init; }
}

/// <summary>What a shard yields.</summary>
public sealed record Sighting(Trajectory Trajectory, Occurrence Occurrence);
