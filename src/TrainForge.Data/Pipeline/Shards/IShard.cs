namespace TrainForge.Data.Pipeline.Shards;

/// <summary>A piece of a source that is read by itself: one stash, one imported file.</summary>
internal interface IShard
{
    /// <summary>Names it among all shards of a build.</summary>
    string Place { get; }

    /// <summary>Whole paths of all files that it is made of. One that is not there counts too.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>What of other shards decides what becomes of this one; mostly nothing.</summary>
    string About => "";

    /// <summary>Hands out every conversation in it. Called at most once, from any thread.</summary>
    /// <returns>False when it turned out to be unreadable: what was handed out is then forgotten.</returns>
    bool Read(ShardResult result, Action<Sighting> take, CancellationToken cancel);
}
