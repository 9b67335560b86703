using System.Collections.Concurrent;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Stashes;
using Xunit.Sdk;

namespace TrainForge.Hooks.Xunit3;

/// <summary>Hears every message before it goes on, and notes how each test ended.</summary>
internal sealed class ResultSink(IMessageSink inner) : IMessageSink
{
    private readonly ConcurrentDictionary<string, (string? Assembly, string? Framework)> _assemblies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _cases = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _tests = new(StringComparer.Ordinal);

    public bool OnMessage(IMessageSinkMessage message)
    {
        HookEdge.Guard(Tests.Host, () => Hear(message));
        return inner.OnMessage(message);
    }

    private void Hear(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestAssemblyStarting assembly:
                _assemblies[assembly.AssemblyUniqueID] = (Path.GetFileNameWithoutExtension(assembly.AssemblyPath), TargetFramework.Named(assembly.TargetFramework));
                break;
            case ITestCaseStarting test:
                _cases[test.TestCaseUniqueID] = test.TestClassName is { } name ? $"{name}.{test.TestMethodName}" : test.TestCaseDisplayName;
                break;
            case ITestCaseFinished test:
                _cases.TryRemove(test.TestCaseUniqueID, out _);
                break;
            case ITestStarting test:
                _tests[test.TestUniqueID] = test.TestDisplayName;
                break;
            case ITestPassed passed:
                Note(passed, Outcome.Passed, null);
                break;
            case ITestSkipped skipped:
                Note(skipped, Outcome.Skipped, null);
                break;
            case ITestFailed failed:
                Note(failed, failed.Cause == FailureCause.Timeout ? Outcome.TimedOut : Outcome.Failed, failed.Messages is { Length: > 0 } messages ? messages[0] : null);
                break;
        }
    }

    private void Note(ITestResultMessage result, Outcome outcome, string? error)
    {
        if (_assemblies.TryGetValue(result.AssemblyUniqueID, out var assembly) && assembly.Assembly is { } simpleName
            && _cases.TryGetValue(result.TestCaseUniqueID, out var method) && _tests.TryRemove(result.TestUniqueID, out var name))
        {
            StashHost.Tell(new RunResult
            {
                Assembly = simpleName,
                TargetFramework = assembly.Framework,
                TestId = result.TestUniqueID,
                FullyQualifiedName = method,
                DisplayName = name,
                Outcome = outcome,
                DurationSeconds = (double)result.ExecutionTime,
                Error = error,
            });
        }
    }
}
