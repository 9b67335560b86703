namespace TrainForge.Data.Sources.Retention;

/// <summary>One stash as the folders show it, and what its metadata says of the test.</summary>
/// <param name="Place">Relative to stashes/, with '/'.</param>
public sealed record StashEntry(string Place, string Folder)
{
    /// <summary>
    /// The folder of its run. Null where it lies otherwise than stashes/&lt;run&gt;/&lt;test&gt;, as what was ingested without
    /// metadata does: then no run is known, and nothing ever takes it away.
    /// </summary>
    public string? Run { get; init; }

    public FileMark Interactions { get; init; }

    public FileMark Metadata { get; init; }

    /// <summary>
    /// The same for all attempts of a test, in whatever run, checkout or configuration; null for an attempt that never ended.
    /// </summary>
    public string? Test { get; init; }

    /// <summary>Tells rows apart that a framework shows by one name; good within one run only, as some frameworks make it of paths.</summary>
    public string? TestId { get; init; }

    /// <summary>When the attempt began; null for an attempt that never ended.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Counts from 1.</summary>
    public int Attempt { get; init; } = 1;
}

/// <summary>Tells whether a file was changed, without reading it.</summary>
public readonly record struct FileMark(long Length, long WriteTicks)
{
    /// <summary>There is no such file. A default mark says the same: no file was written in the year 1.</summary>
    public bool IsNone => WriteTicks == 0;

    public DateTimeOffset Written => new(WriteTicks, TimeSpan.Zero);
}
