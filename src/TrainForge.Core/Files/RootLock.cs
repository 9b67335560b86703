namespace TrainForge.Files;

/// <summary>
/// One lock per root, for whoever reads stashes and relies on finding the same ones again, or takes stashes and versions away:
/// builds, verifying, retention, bringing in, cleaning. Test processes do not ask for it: what they write is theirs.
/// </summary>
public static class RootLock
{
    // A build takes seconds; whoever holds the lock this long hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Waits for the holder, and fails with a diagnostic that names it when that takes longer than any build.</summary>
    public static FileLock Acquire(TrainForgeRoot root, CancellationToken cancel) => Acquire(root, Patience, cancel);

    public static FileLock Acquire(TrainForgeRoot root, TimeSpan patience, CancellationToken cancel) => FileLock.Acquire(PathOf(root), patience, cancel);

    /// <summary>Null while another holds it.</summary>
    public static FileLock? TryAcquire(TrainForgeRoot root) => FileLock.TryAcquire(PathOf(root));

    public static string PathOf(TrainForgeRoot root) => Path.Combine(root.Cache, "root.lock");
}
