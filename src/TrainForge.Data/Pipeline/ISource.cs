using TrainForge.Data.Pipeline.Shards;

namespace TrainForge.Data.Pipeline;

/// <summary>One kind of record, in pieces that are read by themselves.</summary>
internal interface ISource
{
    /// <summary>As 'trainforge ingest' calls it.</summary>
    string Kind { get; }

    /// <summary>What must be looked at before it is known which shards there are. In an order that names alone decide, as all shards.</summary>
    IReadOnlyList<IShard> Overview => [];

    /// <param name="overview">What <see cref="Overview"/> came to, one for one.</param>
    IReadOnlyList<IShard> Shards(IReadOnlyList<ShardResult> overview, SourceLog log, CancellationToken cancel);

    /// <summary>Called once, when all its shards were read: for what holds only over all of them.</summary>
    void Finish(IReadOnlyList<ShardResult> results, SourceLog log, CancellationToken cancel)
    {
    }
}
