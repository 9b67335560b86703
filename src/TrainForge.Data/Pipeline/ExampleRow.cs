using TrainForge.Conversations;
using TrainForge.Data.Pipeline.Shards;

namespace TrainForge.Data.Pipeline;

/// <summary>What is known of an example while the example itself lies on disk.</summary>
public sealed class ExampleRow
{
    private (string Name, byte[] Bytes)[] _sketches = [];
    private string _group = "";
    private string? _recordedGroup;

    public required string Id { get; init; }

    public required string Source { get; init; }

    /// <summary>What is never divided. A stage that finds two groups to be the same gives both one name.</summary>
    public required string Group
    {
        get => _group;
        set => (_recordedGroup, _group) = (_recordedGroup ?? value, value);
    }

    /// <summary>What it belonged to before any stage found that two groups are the same.</summary>
    public string RecordedGroup => _recordedGroup!;

    public string? Test { get; init; }

    public OutcomeLabel? Label { get; init; }

    /// <summary>Every time its conversation was seen, the one whose label holds last.</summary>
    public IReadOnlyList<Occurrence> Occurrences { get; init; } = [];

    /// <summary>What the work was about, as the last sighting says.</summary>
    public string? Project => Occurrences is [.., var last] ? last.Project : null;

    /// <summary>Words of the source to count and to cap by, as the last sighting says.</summary>
    public IReadOnlyList<string> Tags => Occurrences is [.., var last] ? last.Tags : [];

    /// <summary>On what terms it may be used; those of all that teach the same.</summary>
    public SourceTerms Terms { get; set; } = new();

    /// <summary>SHA-256 over messages and tools: equal where two teach the same.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>What it was offered, where a stage knows better than what was recorded; null leaves it as it is.</summary>
    public IReadOnlyList<ToolDefinition>? Tools { get; set; }

    /// <summary>Messages that would count and must not, as a stage over the whole dataset has found; null when there are none.</summary>
    public IReadOnlySet<int>? Untrained { get; set; }

    /// <summary>Set by the split: it is validated with, and not trained on.</summary>
    public bool IsValid { get; set; }

    /// <summary>How often it stands in the training part; what was left out stands in it no times.</summary>
    public int Copies { get; set; } = 1;

    /// <summary>Where the example lies. Rows that a test makes by hand have none.</summary>
    internal StoredExample? Stored { get; init; }

    public ReadOnlySpan<byte> Sketch(ISketch sketch) =>
        Find(sketch.Name) ?? throw new InvalidOperationException($"No stage of this build asked for '{sketch.Name}'.");

    /// <summary>Null when no stage of this build asked for it.</summary>
    internal byte[]? Find(string sketch)
    {
        foreach (var (name, bytes) in _sketches)
        {
            if (name == sketch)
            {
                return bytes;
            }
        }

        return null;
    }

    internal void Add(ISketch sketch, byte[] bytes) => _sketches = [.. _sketches, (sketch.Name, bytes)];
}
