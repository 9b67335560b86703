using System.Runtime.CompilerServices;
using TrainForge.Datasets;

namespace TrainForge.Data.Pipeline;

/// <summary>Stages one after another, each with its log. What a stage is given and what it yields is counted here, once for all.</summary>
public sealed class StageChain
{
    private readonly List<StageLog> _logs = [];

    public IReadOnlyList<StageRecord> Records => [.. _logs.Select(l => l.Record)];

    /// <summary>By stage in the order they ran, then by id.</summary>
    public IReadOnlyList<Dropped> Dropped =>
        [.. _logs.SelectMany(l => l.Items.OrderBy(i => i.Id, StringComparer.Ordinal).ThenBy(i => i.Reason, StringComparer.Ordinal))];

    public IAsyncEnumerable<TOut> Then<TIn, TOut>(IAsyncEnumerable<TIn> items, IStage<TIn, TOut> stage, CancellationToken cancel)
    {
        var log = new StageLog(stage.Name);
        _logs.Add(log);
        return Each(stage.RunAsync(Each(items, log.Came, cancel), log, cancel), log.Went, cancel);
    }

    // The token is looked at once per item: stages need not.
    private static async IAsyncEnumerable<T> Each<T>(IAsyncEnumerable<T> items, Action count, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var item in items.WithCancellation(cancel))
        {
            cancel.ThrowIfCancellationRequested();
            count();
            yield return item;
        }
    }
}
