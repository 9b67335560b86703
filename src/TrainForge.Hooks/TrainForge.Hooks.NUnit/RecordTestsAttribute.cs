using NUnit.Framework;
using NUnit.Framework.Interfaces;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Datasets;

namespace TrainForge.Hooks.NUnit;

/// <summary>
/// Added to the test assembly by the package. Before and after cover SetUp, TearDown and Dispose; constructors and OneTimeSetUp
/// belong to no test. A test that is retried begins and ends once for each attempt.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class RecordTestsAttribute : Attribute, ITestAction
{
    private const string Host = "NUnit";

    public ActionTargets Targets => ActionTargets.Test | ActionTargets.Suite;

    public void BeforeTest(ITest test)
    {
        try
        {
            if (test.IsSuite)
            {
                StashHost.Prepare();
            }
            else
            {
                StashHost.Begin(test.FullName, () => Identify(test), Limit(test));
            }
        }
#pragma warning disable CA1031 // the edge of a hook
        catch (Exception e)
#pragma warning restore CA1031
        {
            HookEdge.Tell(Host, e);
        }
    }

    public void AfterTest(ITest test)
    {
        try
        {
            if (!test.IsSuite)
            {
                StashHost.End(test.FullName, static () => End(TestContext.CurrentContext.Result));
            }
            else if (test.Parent is null || test.TestType == "Assembly")
            {
                FinishAssembly();
            }
        }
#pragma warning disable CA1031 // the edge of a hook
        catch (Exception e)
#pragma warning restore CA1031
        {
            HookEdge.Tell(Host, e);
        }
    }

    // The full name, with its arguments: NUnit's own ids are numbers that change when a test is added.
    private static TestIdentity Identify(ITest test) => new()
    {
        Id = test.FullName,
        Name = test.FullName,
        Class = test.ClassName,
        Method = test.MethodName,
        Assembly = test.TypeInfo?.Assembly.GetName().Name,
        Framework = "nunit",
        Traits = Traits.Of(test),
        Timeout = Limit(test),
    };

    // Without UseCancellation the body is left behind when its time is over; with it, the test goes on until its body ends, and may pass.
    private static TimeSpan? Limit(ITest test) =>
        test.Properties.Get("Timeout") is > 0 and int milliseconds && test.Properties.Get("UseCancellation") is not true ? TimeSpan.FromMilliseconds(milliseconds) : null;

    private static TestEnd End(TestContext.ResultAdapter result) => new(result.Outcome.Status switch
    {
        TestStatus.Failed when result.Message?.StartsWith("Test exceeded CancelAfter value of ", StringComparison.Ordinal) == true => Outcome.TimedOut,
        TestStatus.Passed or TestStatus.Warning => Outcome.Passed,
        TestStatus.Failed => Outcome.Failed,
        TestStatus.Skipped => Outcome.Skipped,
        _ => Outcome.Inconclusive,
    })
    {
        Message = result.Outcome.Status == TestStatus.Failed ? result.Message : null,
        Stack = result.Outcome.Status == TestStatus.Failed ? result.StackTrace : null,
    };

    private static void FinishAssembly()
    {
        StashHost.Finish();
        HookEdge.Tell(Console.Error, EndOfRun.RequestUnlessTaken(StashHost.HasStashed));
    }
}
