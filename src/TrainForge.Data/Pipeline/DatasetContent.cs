using TrainForge.Data.Splits;
using TrainForge.Datasets;
using TrainForge.Redaction;

namespace TrainForge.Data.Pipeline;

/// <summary>Everything a version is written from.</summary>
internal sealed record DatasetContent
{
    public required DatasetSplit Split { get; init; }

    public required IReadOnlyList<StageRecord> Stages { get; init; }

    public required IReadOnlyList<Dropped> Dropped { get; init; }

    /// <summary>Every conversation, kept or not, in order.</summary>
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    public required RedactionCounts Redactions { get; init; }

    public required SourceLog Sources { get; init; }

    public IEnumerable<Example> Examples => Split.Train.Concat(Split.Valid);
}
