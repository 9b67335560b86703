using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Data.Sources.Retention;

namespace TrainForge.Data.Sources;

/// <summary>The stashes of test runs, each a shard. Its conversations carry the label of its test attempt.</summary>
/// <param name="stashes">In the order of their places.</param>
/// <param name="own">Terms of those that do not say theirs.</param>
internal sealed class StashSource(IReadOnlyList<StashEntry> stashes, SourceTerms own) : ISource
{
    private readonly IReadOnlyList<StashShard> _shards = [.. stashes.Select(s => new StashShard(s, own))];

    /// <summary>Of the source, and of every conversation it gives.</summary>
    public const string KindName = "stash";

    public string Kind => KindName;

    public IReadOnlyList<IShard> Shards(IReadOnlyList<ShardResult> overview, SourceLog log, CancellationToken cancel) => _shards;

    public void Finish(IReadOnlyList<ShardResult> results, SourceLog log, CancellationToken cancel)
    {
        var read = _shards.Zip(results, (shard, result) => (shard.Folder, result.Metadata)).ToList();
        var verdicts = Verdicts.Of(read, log, cancel);
        foreach (var ((stash, metadata), result) in read.Zip(results))
        {
            var outcome = verdicts.Outcome(stash, metadata);
            result.Label = new OutcomeLabel(outcome)
            {
                InProcess = metadata is not null && metadata.Outcome != outcome ? metadata.Outcome : null,
                TestId = metadata is null ? null : TestFamily.Test(metadata),
                RunId = metadata?.RunId,
                Attempt = metadata?.Attempt ?? 1,
                Flaky = verdicts.IsFlaky(stash, metadata),
            };
        }
    }
}
