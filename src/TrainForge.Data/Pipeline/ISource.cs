namespace TrainForge.Data.Pipeline;

/// <summary>Reads one kind of record into trajectories.</summary>
public interface ISource
{
    /// <summary>As 'trainforge ingest' calls it.</summary>
    string Kind { get; }

    IAsyncEnumerable<Sighting> ReadAsync(SourceLog log, CancellationToken cancel);
}
