using TrainForge.Conversations;

namespace TrainForge.Data.Pipeline;

/// <summary>What is known of an example while the example itself lies on disk.</summary>
public sealed class ExampleRow
{
    private readonly Dictionary<string, byte[]> _sketches = new(StringComparer.Ordinal);

    public required string Id { get; init; }

    public required string Source { get; init; }

    /// <summary>What is never divided. A stage that finds two groups to be the same gives both one name.</summary>
    public required string Group { get; set; }

    public string? Test { get; init; }

    public OutcomeLabel? Label { get; init; }

    /// <summary>Every time its conversation was seen, the one whose label holds last.</summary>
    public IReadOnlyList<Occurrence> Occurrences { get; init; } = [];

    public SourceTerms Terms { get; init; } = new();

    /// <summary>How often it stands in the training part; what was left out stands in it no times.</summary>
    public int Copies { get; set; } = 1;

    public ReadOnlySpan<byte> Sketch(ISketch sketch) => _sketches[sketch.Name];

    internal void Add(ISketch sketch, byte[] bytes) => _sketches[sketch.Name] = bytes;
}
