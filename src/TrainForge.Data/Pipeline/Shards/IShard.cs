using TrainForge.Data.Pipeline.Caching;

namespace TrainForge.Data.Pipeline.Shards;

/// <summary>A piece of a source that is read by itself: one stash, one imported file.</summary>
internal interface IShard
{
    /// <summary>Names it among all shards of a build.</summary>
    string Place { get; }

    /// <summary>Whole paths of all files that it is made of. One that is not there counts too.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>The same files as a listing showed them that was made for this build; null where nobody has looked at them yet.</summary>
    IReadOnlyList<FileStamp>? Stamps => null;

    /// <summary>What of other shards decides what becomes of this one; mostly nothing.</summary>
    string About => "";

    /// <summary>Hands out every conversation in it. Called at most once, from any thread.</summary>
    /// <returns>False when it turned out to be unreadable: what was handed out is then forgotten.</returns>
    bool Read(ShardResult result, Action<Sighting> take, CancellationToken cancel);
}
