using TrainForge.Capture.Hosting;
using TrainForge.Datasets;

namespace TrainForge.Hooks.Xunit3;

/// <summary>
/// An assembly fixture for the sake of its end. Asks for the dataset when no test console or testing platform will.
/// </summary>
public sealed class RunEnd : IAsyncDisposable
{
    public RunEnd() => Tests.UseContext();

    // Waiting for a build must not hold up xunit's own thread. Without one, which is the rule, there is nothing to wait for.
    public ValueTask DisposeAsync()
    {
        if (StashHost.HasStashed)
        {
            return new ValueTask(Task.Run(() => HookEdge.Guard(Tests.Host, Finish)));
        }

        HookEdge.Guard(Tests.Host, StashHost.Finish);
        return default;
    }

    private static void Finish()
    {
        StashHost.Finish();
        HookEdge.Tell(Console.Error, EndOfRun.RequestUnlessTaken(hasStashed: true));
    }
}
