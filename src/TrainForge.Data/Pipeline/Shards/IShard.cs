namespace TrainForge.Data.Pipeline.Shards;

/// <summary>A piece of a source that is read by itself: one stash, one imported file.</summary>
internal interface IShard
{
    /// <summary>What a version's record names it by.</summary>
    string Place { get; }

    /// <summary>Hands out every conversation in it. Called once, from any thread.</summary>
    /// <returns>False when it turned out to be unreadable: what was handed out is then forgotten.</returns>
    bool Read(ShardResult result, Action<Sighting> take, CancellationToken cancel);
}
