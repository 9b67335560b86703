using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Pipeline.Caching;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Data.Sources.Retention;
using TrainForge.Repositories;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources;

/// <summary>One stash. It may hold several conversations.</summary>
/// <param name="own">Terms, where it does not say its own and was recorded here.</param>
internal sealed class StashShard(StashEntry stash, SourceTerms own) : IShard
{
    public string Folder => stash.Folder;

    public string Place => stash.Place;

    public IReadOnlyList<string> Files { get; } = [Path.Combine(stash.Folder, StashPaths.Interactions), Path.Combine(stash.Folder, StashPaths.Metadata)];

    public IReadOnlyList<FileStamp> Stamps => [Stamp(Files[0], stash.Interactions), Stamp(Files[1], stash.Metadata)];

    public bool Read(ShardResult result, Action<Sighting> take, CancellationToken cancel)
    {
        var (log, content) = (result.Log, StashReader.Read(stash.Folder));
        log.Opened(stash.Place);
        log.Tell(content.Problems);
        log.Note("stashes");
        log.Note("bad-lines", content.BadLines);
        log.Note("never-ended", content.HasEnded ? 0 : 1);
        log.Note("no-interactions", content.Interactions.Count == 0 ? 1 : 0);
        result.Metadata = content.Metadata;
        var terms = File.Exists(Path.Combine(stash.Folder, StashIngest.OriginFile)) ? new SourceTerms() : own;
        var seen = new Occurrence(stash.Place, Label: null, content.Metadata?.Timestamp) { Commit = content.Metadata?.Git is { Dirty: not true } git ? git.Commit : null };
        var number = 0;
        foreach (var thread in StashConversations.Of(content.Interactions, $"{stash.Place}/{StashPaths.Interactions}"))
        {
            take(new Sighting(Conversation(content.Metadata, thread, ++number, terms), seen));
        }

        return true;
    }

    // A listing passes over links, and says nothing of what they lead to.
    private static FileStamp Stamp(string path, FileMark mark) => mark.IsNone ? FileStamp.Of(path) : new FileStamp(Path.GetFileName(path), mark.Length, mark.WriteTicks);

    private Trajectory Conversation(StashMetadata? metadata, ConversationThread thread, int number, SourceTerms terms) => new()
    {
        Id = $"stash:{stash.Place}#{number}",
        Source = StashSource.KindName,
        TestId = metadata is null ? null : TestFamily.Test(metadata),
        Group = metadata is null ? null : TestFamily.Of(metadata),
        Messages = thread.Messages,
        Tools = thread.Tools,
        // What was said of the whole stash is meant; what the call itself tells fills the gaps.
        Terms = (metadata?.Terms ?? new SourceTerms()).Or(new SourceTerms { Vendor = thread.Provider, Model = thread.Model }).Or(terms),
        Started = thread.Started,
        Ended = thread.Ended,
        Git = metadata?.Git,
        Project = ProjectName.OfRemote(metadata?.Git?.Remote),
        Tags = metadata?.Traits ?? [],

        // A stash that ran full misses what came then, and nobody can say of which conversation.
        Truncations = [.. thread.Truncations, .. metadata?.Truncations ?? []],
    };
}
