namespace TrainForge.Data.Pipeline;

/// <summary>A stream in, a stream out. What does not go on is told to the log, with a reason that stays the same for ever.</summary>
public interface IStage<in TIn, out TOut>
{
    /// <summary>As it stands in manifests: lower case with hyphens.</summary>
    string Name { get; }

    IAsyncEnumerable<TOut> RunAsync(IAsyncEnumerable<TIn> items, StageLog log, CancellationToken cancel);
}
