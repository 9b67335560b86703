using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using Xunit;
using Xunit.Sdk;

namespace TrainForge.Hooks.Xunit3;

/// <summary>xunit.v3's words for a test and its end, in ours.</summary>
internal static class Tests
{
    public const string Host = "xunit.v3";

    public static void UseContext() =>
        HookEdge.Guard(Host, () => StashHost.UseContext(() => TestContext.Current.Test is { } test ? Identify(test) : null));

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
    };

    public static TestEnd End(TestResultState? state) => new(Result(state))
    {
        Duration = state?.ExecutionTime is { } milliseconds ? TimeSpan.FromMilliseconds((double)milliseconds) : null,
        Message = state?.ExceptionMessages is { Length: > 0 } messages ? messages[0] : null,
    };

    private static Outcome Result(TestResultState? state) => state?.Result switch
    {
        TestResult.Passed => Outcome.Passed,
        TestResult.Failed => Outcome.Failed,
        TestResult.Skipped => Outcome.Skipped,
        _ => Outcome.None,
    };
}
