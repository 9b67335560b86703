using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources;

/// <summary>The stashes of test runs, each a shard. Its conversations carry the label of its test attempt.</summary>
/// <param name="folder">stashes/, or any folder with stashes below it.</param>
/// <param name="only">Places to read, all others are passed over; null reads everything.</param>
internal sealed class StashSource(string folder, IReadOnlySet<string>? only = null) : ISource
{
    private IReadOnlyList<StashShard> _shards = [];

    public string Kind => "stash";

    public IReadOnlyList<IShard> Shards(SourceLog log, CancellationToken cancel) =>
        _shards = [.. StashReader.Find(folder).Select(stash => new StashShard(stash, Place(stash))).Where(shard => only?.Contains(shard.Place) != false)];

    public void Finish(IReadOnlyList<ShardResult> results, SourceLog log, CancellationToken cancel)
    {
        var stashes = _shards.Zip(results, (shard, result) => (shard.Folder, result.Metadata)).ToList();
        var verdicts = Verdicts.Of(stashes, log, cancel);
        foreach (var ((stash, metadata), result) in stashes.Zip(results))
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

    private string Place(string stash) => Path.GetRelativePath(folder, stash).Replace('\\', '/');
}
