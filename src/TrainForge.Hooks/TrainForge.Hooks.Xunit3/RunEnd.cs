using TrainForge.Capture.Hosting;

namespace TrainForge.Hooks.Xunit3;

/// <summary>
/// An assembly fixture for the sake of its end. Asks for the dataset when nobody else will: neither a test console nor the testing
/// platform, nor our own framework, which does it later, when every result is known.
/// </summary>
public sealed class RunEnd : IAsyncDisposable
{
    // Waiting for a build must not hold up xunit's own thread. Without one, which is the rule, there is nothing to wait for.
    public ValueTask DisposeAsync()
    {
        if (StashHost.HasStashed)
        {
            return new ValueTask(Task.Run(() => HookEdge.Guard(Tests.Host, FrameworkChoice.IsOurs ? StashHost.Finish : Tests.FinishAssembly)));
        }

        StashHost.Finish();
        return default;
    }
}
