using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Datasets;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace TrainForge.Hooks.Xunit3;

/// <summary>xunit.v3's words for a test and its end, in ours.</summary>
internal static class Tests
{
    public const string Host = "xunit.v3";

    public static void UseContext() =>
        StashHost.UseContext(static () => TestContext.Current.Test is { } test ? Identify(test) : null);

    // The test's id, not the case's: the rows of a theory that are not enumerated beforehand share one case.
    public static TestIdentity Identify(ITest test) => new()
    {
        Id = test.UniqueID,
        Name = test.TestDisplayName,
        Class = test.TestCase.TestClassName,
        Method = test.TestCase.TestMethodName,
        Assembly = Path.GetFileNameWithoutExtension(test.TestCase.TestCollection.TestAssembly.AssemblyPath),
        Framework = "xunit3",
        Traits = test.Traits.Count == 0 ? [] : [.. test.Traits.SelectMany(trait => trait.Value.Select(value => $"{trait.Key}={value}"))],
        Timeout = Limit(test),
    };

    public static void FinishAssembly()
    {
        StashHost.Finish();
        HookEdge.Tell(Console.Error, EndOfRun.RequestUnlessTaken(StashHost.HasStashed));
    }

    public static TestEnd End(ITest test)
    {
        try
        {
            return End(TestContext.Current, isLimited: Limit(test) is not null);
        }
        catch (ObjectDisposedException)
        {
            // xunit has reported the test and put it away; its body went on.
            return new TestEnd(Outcome.TimedOut);
        }
    }

    private static TestEnd End(ITestContext context, bool isLimited)
    {
        var state = context.TestState;
        return new TestEnd(Result(state, isLimited && context.CancellationToken.IsCancellationRequested))
        {
            Duration = state?.ExecutionTime is { } milliseconds ? TimeSpan.FromMilliseconds((double)milliseconds) : null,
            Message = state?.ExceptionMessages is { Length: > 0 } messages ? messages[0] : null,
            Stack = state?.ExceptionStackTraces is { Length: > 0 } stacks ? stacks[0] : null,
        };
    }

    // xunit reports that the time was over, and not how the body took it that its token was cancelled.
    private static Outcome Result(TestResultState? state, bool isTimeOver) => state?.Result switch
    {
        TestResult.Failed when isTimeOver => Outcome.TimedOut,
        TestResult.Passed => Outcome.Passed,
        TestResult.Failed => Outcome.Failed,
        TestResult.Skipped => Outcome.Skipped,
        _ => Outcome.None,
    };

    public static TimeSpan? Limit(ITest test) => test is IXunitTest { Timeout: > 0 and var milliseconds } ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
