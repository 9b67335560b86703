namespace TrainForge.Data.Pipeline.Shards;

/// <summary>Where an example lies in the store, and the little that must be known of it without reading it.</summary>
internal sealed class StoredExample
{
    public required string Id { get; init; }

    public required string Group { get; init; }

    /// <summary>Nobody is to imitate it.</summary>
    public bool IsRejected { get; init; }

    /// <summary>SHA-256 of the bytes in the store.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Hash of the tools it was offered; null when it was offered none. Most examples of a dataset share one.</summary>
    public string? Tools { get; init; }

    /// <summary>Where in the bytes what follows the messages begins.</summary>
    public required int MessagesEnd { get; init; }

    public required int Length { get; init; }

    /// <summary>Calls by name of the tool.</summary>
    public required IReadOnlyList<(string Tool, int Count)> Calls { get; init; }

    /// <summary>In the order of the plan's sketches.</summary>
    public required IReadOnlyList<byte[]> Sketches { get; init; }

    /// <summary>Length of what lies behind it: see <see cref="SketchTail"/>.</summary>
    public required int TailLength { get; init; }

    /// <summary>Known once it was written.</summary>
    public int Segment { get; set; }

    public long Offset { get; set; }
}
