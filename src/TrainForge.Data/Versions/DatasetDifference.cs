using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Versions;

/// <summary>What changed from one version to another, and why.</summary>
/// <param name="Before">The older of the two, as the caller says.</param>
public sealed record DatasetDifference(DatasetVersion Before, DatasetVersion After)
{
    /// <summary>By kind of change, then kind of example, then id.</summary>
    public required IReadOnlyList<ExampleChange> Examples { get; init; }

    /// <summary>Settings that shaped the two differently.</summary>
    public required IReadOnlyList<ValueChange> Settings { get; init; }

    /// <summary>'stage reason' counts that differ.</summary>
    public required IReadOnlyList<ValueChange> Counts { get; init; }

    /// <summary>Files that differ and hold no examples of their own: samples, schemas, what was left out. By the begin of their hashes.</summary>
    public required IReadOnlyList<ValueChange> Files { get; init; }

    public bool IsSame => Before.Manifest.ContentHash == After.Manifest.ContentHash;
}

public enum ChangeKind { Added, Removed, Changed, Moved }

/// <param name="Kind">sft, dpo, …</param>
/// <param name="Why">For people.</param>
public sealed record ExampleChange(ChangeKind Change, string Kind, string Id, string? Test, string Why);

/// <summary>A named value on both sides; null where it is not there.</summary>
public sealed record ValueChange(string Name, string? Before, string? After);
