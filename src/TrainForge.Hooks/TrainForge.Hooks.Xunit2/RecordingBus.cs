using System.Collections.Concurrent;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TrainForge.Hooks.Xunit2;

/// <summary>
/// Hears every message before it goes on. A test's messages are queued on the test's own flow, which is why a stash that begins
/// here is the current one in its constructor, body and Dispose.
/// </summary>
internal sealed class RecordingBus(IMessageBus inner) : IMessageBus
{
    private readonly ConcurrentDictionary<string, TestEnd> _ends = new(StringComparer.Ordinal);

    public bool QueueMessage(IMessageSinkMessage message)
    {
        HookEdge.Guard(Tests.Host, () => Hear(message));
        return inner.QueueMessage(message);
    }

    public void Dispose() => inner.Dispose();

    private void Hear(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestStarting starting:
                StashHost.Begin(Tests.Identify(starting.Test));
                break;
            case ITestPassed passed:
                Keep(passed, new TestEnd(Outcome.Passed));
                break;
            case ITestFailed failed:
                Keep(failed, Tests.End(failed));
                break;
            case ITestSkipped skipped:
                Keep(skipped, new TestEnd(Outcome.Skipped));
                break;
            case ITestFinished finished:
                var id = Tests.Id(finished.Test);
                StashHost.End(id, _ends.TryRemove(id, out var end) ? end : new TestEnd(Outcome.None));
                break;
            case ITestAssemblyFinished:
                Tests.FinishAssembly();
                break;
        }
    }

    private void Keep(ITestResultMessage result, TestEnd end) =>
        _ends[Tests.Id(result.Test)] = end with { Duration = TimeSpan.FromSeconds((double)result.ExecutionTime) };
}
