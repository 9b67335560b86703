using System.Runtime.ExceptionServices;

namespace TrainForge.Data.Pipeline;

/// <summary>Work on pieces that know nothing of each other, on all cores. What fails first is what the caller is told.</summary>
internal static class InParallel
{
    public static void ForEach<T>(IReadOnlyCollection<T> items, Action<T> work, CancellationToken cancel)
    {
        try
        {
            Parallel.ForEach(items, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, work);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
