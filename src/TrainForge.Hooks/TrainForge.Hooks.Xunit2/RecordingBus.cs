using System.Collections.Concurrent;
using TrainForge.Capture.Hosting;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TrainForge.Hooks.Xunit2;

/// <summary>
/// Hears every message before it goes on. A test's messages are queued on the test's own flow, which is why a stash that begins
/// here is the current one in its constructor, body and Dispose.
/// </summary>
internal sealed class RecordingBus(IMessageBus inner) : IMessageBus
{
    private readonly ConcurrentDictionary<string, ITestResultMessage> _ends = new(StringComparer.Ordinal);

    public bool QueueMessage(IMessageSinkMessage message)
    {
        try
        {
            Hear(message);
        }
#pragma warning disable CA1031 // the edge of a hook
        catch (Exception e)
#pragma warning restore CA1031
        {
            HookEdge.Tell(Tests.Host, e);
        }

        return inner.QueueMessage(message);
    }

    public void Dispose() => inner.Dispose();

    private void Hear(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestStarting starting:
                Begin(starting.Test);
                break;
            case ITestResultMessage result:
                _ends[Tests.Id(result.Test)] = result;
                break;
            case ITestFinished finished:
                End(Tests.Id(finished.Test));
                break;
            case ITestAssemblyFinished:
                Tests.FinishAssembly();
                break;
        }
    }

    // Apart, because a closure is made where its method begins.
    private static void Begin(ITest test) => StashHost.Begin(Tests.Id(test), () => Tests.Identify(test));

    private void End(string id)
    {
        _ends.TryRemove(id, out var result);
        StashHost.End(id, () => Tests.End(result));
    }
}
