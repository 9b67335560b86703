using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Repositories;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources;

/// <summary>One stash. It may hold several conversations.</summary>
/// <param name="folder">Of the stash.</param>
internal sealed class StashShard(string folder, string place) : IShard
{
    public string Folder => folder;

    public string Place => place;

    public IReadOnlyList<string> Files { get; } = [Path.Combine(folder, StashPaths.Interactions), Path.Combine(folder, StashPaths.Metadata)];

    public bool Read(ShardResult result, Action<Sighting> take, CancellationToken cancel)
    {
        var (log, content) = (result.Log, StashReader.Read(folder));
        log.Opened(place);
        log.Tell(content.Problems);
        log.Note("stashes");
        log.Note("bad-lines", content.BadLines);
        log.Note("never-ended", content.HasEnded ? 0 : 1);
        log.Note("no-interactions", content.Interactions.Count == 0 ? 1 : 0);
        result.Metadata = content.Metadata;
        var seen = new Occurrence(place, Label: null, content.Metadata?.Timestamp) { Commit = content.Metadata?.Git is { Dirty: not true } git ? git.Commit : null };
        var number = 0;
        foreach (var thread in StashConversations.Of(content.Interactions, $"{place}/{StashPaths.Interactions}"))
        {
            take(new Sighting(Conversation(content.Metadata, thread, ++number), seen));
        }

        return true;
    }

    private Trajectory Conversation(StashMetadata? metadata, ConversationThread thread, int number) => new()
    {
        Id = $"stash:{place}#{number}",
        Source = "stash",
        TestId = metadata is null ? null : TestFamily.Test(metadata),
        Group = metadata is null ? null : TestFamily.Of(metadata),
        Messages = thread.Messages,
        Tools = thread.Tools,
        // What was said of the whole stash is meant; what the call itself tells fills the gaps.
        Terms = (metadata?.Terms ?? new SourceTerms()).Or(new SourceTerms { Vendor = thread.Provider, Model = thread.Model }),
        Started = thread.Started,
        Ended = thread.Ended,
        Git = metadata?.Git,
        Project = ProjectName.OfRemote(metadata?.Git?.Remote),
        Tags = metadata?.Traits ?? [],
        Truncations = thread.Truncations,
    };
}
