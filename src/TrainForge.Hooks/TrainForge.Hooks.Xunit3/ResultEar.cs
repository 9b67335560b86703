using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Stashes;
using Xunit.Sdk;

namespace TrainForge.Hooks.Xunit3;

/// <summary>
/// Hears every message of a run and notes how each test ended. Kept back until there is a stash to lay it beside: most suites call no
/// model, and nobody reads how their tests ended.
/// </summary>
internal sealed class ResultEar
{
    // By their ids, which differ between kinds: assemblies, cases and tests that have started.
    private readonly Dictionary<string, IMessageSinkMessage> _started = new(StringComparer.Ordinal);
    private readonly List<Heard> _heard = [];

    public void Hear(IMessageSinkMessage message)
    {
        lock (_started)
        {
            switch (message)
            {
                case ITestStarting test:
                    _started[test.TestUniqueID] = test;
                    break;
                case ITestResultMessage result:
                    Note(result);
                    break;
                case ITestCaseStarting test:
                    _started[test.TestCaseUniqueID] = test;
                    break;
                case ITestCaseFinished test:
                    _started.Remove(test.TestCaseUniqueID);
                    break;
                case ITestAssemblyStarting assembly:
                    _started[assembly.AssemblyUniqueID] = assembly;
                    break;
            }
        }
    }

    /// <summary>After the last message. Gives back what it is given.</summary>
    public Task Finish(Task run)
    {
        if (StashHost.HasStashed)
        {
            HookEdge.Guard(Tests.Host, () =>
            {
                TellAll();
                Tests.FinishAssembly();
            });
        }

        return run;
    }

    private void Note(ITestResultMessage result)
    {
        if (_started.Remove(result.TestUniqueID, out var test) && _started.TryGetValue(result.TestCaseUniqueID, out var testCase) && _started.TryGetValue(result.AssemblyUniqueID, out var assembly))
        {
            _heard.Add(new Heard((ITestAssemblyStarting)assembly, (ITestCaseStarting)testCase, (ITestStarting)test, result.ExecutionTime, result is ITestPassed ? null : result));
            if (StashHost.HasStashed)
            {
                TellAll();
            }
        }
    }

    private void TellAll()
    {
        foreach (var (assembly, testCase, test, seconds, result) in _heard)
        {
            var (outcome, error) = result switch
            {
                null => (Outcome.Passed, null),
                ITestSkipped => (Outcome.Skipped, null),
                ITestFailed failed => (failed.Cause == FailureCause.Timeout ? Outcome.TimedOut : Outcome.Failed, failed.Messages is { Length: > 0 } messages ? messages[0] : null),
                _ => (Outcome.None, (string?)null),
            };
            if (outcome != Outcome.None)
            {
                StashHost.Tell(new RunResult
                {
                    Assembly = Path.GetFileNameWithoutExtension(assembly.AssemblyPath),
                    TargetFramework = TargetFramework.Named(assembly.TargetFramework),
                    TestId = test.TestUniqueID,
                    FullyQualifiedName = testCase.TestClassName is { } name ? $"{name}.{testCase.TestMethodName}" : testCase.TestCaseDisplayName,
                    DisplayName = test.TestDisplayName,
                    Outcome = outcome,
                    DurationSeconds = (double)seconds,
                    Error = error,
                });
            }
        }

        _heard.Clear();
    }

    // The result itself only of a test that did not pass: it holds what the test wrote, which may be much.
    private sealed record Heard(ITestAssemblyStarting Assembly, ITestCaseStarting Case, ITestStarting Test, decimal Seconds, ITestResultMessage? Result);
}
