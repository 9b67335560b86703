using TrainForge.Capture.Hosting;
using TrainForge.Datasets;

namespace TrainForge.Hooks.Xunit3;

/// <summary>
/// An assembly fixture for the sake of its end. Asks for the dataset when no test console or testing platform will.
/// </summary>
public sealed class RunEnd : IAsyncDisposable
{
    public RunEnd() => Tests.UseContext();

    public async ValueTask DisposeAsync() =>
        await Task.Run(() => HookEdge.Guard(Tests.Host, Finish)).ConfigureAwait(false);

    private static void Finish()
    {
        StashHost.Finish();
        HookEdge.Tell(Console.Error, EndOfRun.RequestUnlessTaken(StashHost.HasStashed));
    }
}
