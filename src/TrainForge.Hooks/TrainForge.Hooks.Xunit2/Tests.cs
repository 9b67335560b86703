using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Datasets;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TrainForge.Hooks.Xunit2;

/// <summary>xunit 2's words for a test and its end, in ours.</summary>
internal static class Tests
{
    public const string Host = "xunit 2";

    // Rows of a theory that are not enumerated beforehand share one case; the displayed name tells them apart.
    public static string Id(ITest test) => $"{(test.TestCase as IXunitTestCase)?.UniqueID}#{test.DisplayName}";

    public static TestIdentity Identify(ITest test) => new()
    {
        Id = Id(test),
        Name = test.DisplayName,
        Class = test.TestCase.TestMethod.TestClass.Class.Name,
        Method = test.TestCase.TestMethod.Method.Name,
        Assembly = Path.GetFileNameWithoutExtension(test.TestCase.TestMethod.TestClass.TestCollection.TestAssembly.Assembly.AssemblyPath),
        Framework = "xunit2",
        Traits = [.. test.TestCase.Traits.SelectMany(trait => trait.Value.Select(value => $"{trait.Key}={value}"))],
    };

    public static TestEnd End(ITestResultMessage? result) => result switch
    {
        ITestPassed => new TestEnd(Outcome.Passed) { Duration = Duration(result) },
        ITestSkipped => new TestEnd(Outcome.Skipped) { Duration = Duration(result) },
        ITestFailed failed => new TestEnd(First(failed.ExceptionTypes) == "Xunit.Sdk.TestTimeoutException" ? Outcome.TimedOut : Outcome.Failed)
        {
            Duration = Duration(result),
            Message = First(failed.Messages),
            Stack = First(failed.StackTraces),
        },
        _ => new TestEnd(Outcome.None),
    };

    private static TimeSpan Duration(ITestResultMessage result) => TimeSpan.FromSeconds((double)result.ExecutionTime);

    public static void FinishAssembly()
    {
        StashHost.Finish();
        HookEdge.Tell(Console.Error, EndOfRun.RequestUnlessTaken(StashHost.HasStashed));
    }

    private static string? First(string?[]? texts) => texts is [var first, ..] ? first : null;
}
