using TrainForge.Data.Pipeline.Caching;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Data.Quality;
using TrainForge.Data.Rendering;
using TrainForge.Datasets;
using TrainForge.Redaction;

namespace TrainForge.Data.Pipeline;

/// <summary>Everything a version is written from. The examples lie in the store, which goes with it.</summary>
internal sealed class DatasetContent : IDisposable
{
    public required ShardCache Cache { get; init; }

    public ExampleStore Store => Cache.Store;

    /// <summary>What was left after all stages, in order, both parts together.</summary>
    public required IReadOnlyList<ExampleRow> Rows { get; init; }

    /// <summary>See <see cref="ExampleTable.Rejected"/>.</summary>
    public required IReadOnlyList<ExampleRow> Rejected { get; init; }

    /// <summary>Pairs, judged answers, the few that stand for all.</summary>
    public required FurtherKinds Further { get; init; }

    /// <summary>What the examples were proved with.</summary>
    public required TextModel Text { get; init; }

    /// <summary>Null when the settings leave the proof out.</summary>
    public MaskStage? Masks { get; init; }

    /// <summary>Null when the settings leave it out.</summary>
    public ToolSchemaStage? Tools { get; init; }

    public required IReadOnlyList<StageRecord> Stages { get; init; }

    /// <summary>By stage in the order they ran, then by id.</summary>
    public required IReadOnlyList<Dropped> Dropped { get; init; }

    /// <summary>Every conversation, kept or not, in order.</summary>
    public required IReadOnlyList<Gathered> Conversations { get; init; }

    public required RedactionCounts Redactions { get; init; }

    public required SourceLog Sources { get; init; }

    /// <summary>Of the evaluation texts that nothing in it shares a passage with; empty without any.</summary>
    public required string SuitesHash { get; init; }

    public IEnumerable<ExampleRow> Train => Rows.Where(r => !r.IsValid);

    public IEnumerable<ExampleRow> Valid => Rows.Where(r => r.IsValid);

    public void Dispose() => Cache.Dispose();
}
