using System.Runtime.ExceptionServices;

namespace TrainForge.Data.Pipeline;

/// <summary>Work on pieces that know nothing of each other, on all cores. What fails first is what the caller is told.</summary>
internal static class InParallel
{
    /// <summary>Work whose every piece ends with a wait for the disk: while some wait, others compute.</summary>
    public static void ForEach<T>(IReadOnlyCollection<T> items, Action<T> work, CancellationToken cancel) =>
        Unwrapped(() => Parallel.ForEach(items, new ParallelOptions { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount, CancellationToken = cancel }, work));

    /// <summary>All of them, at the same time where there are cores for it.</summary>
    public static void Do(params Action[] works) => Unwrapped(() => Parallel.Invoke(works));

    private static void Unwrapped(Action run)
    {
        try
        {
            run();
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
