using System.Reflection;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using Xunit.Sdk;

namespace TrainForge.Hooks.Xunit2;

/// <summary>
/// Added to the test assembly by the package. Brings <see cref="RecordingTestFramework"/>, as xunit's own TestFramework attribute
/// would: an assembly may have one of those, and a user's or another package's is left in its place. Beside such a one this is the
/// lesser hook: it knows the method alone, so rows of a theory appear as attempts of one test, outcomes are unknown, and
/// constructors and Dispose are not covered.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
[TestFrameworkDiscoverer("TrainForge.Hooks.Xunit2.FrameworkChoice", "TrainForge.Hooks.Xunit2")]
public sealed class RecordTestsAttribute : BeforeAfterTestAttribute, ITestFrameworkAttribute
{
    public override void Before(MethodInfo methodUnderTest) => Guard(() => StashHost.Begin(Id(methodUnderTest), () => new TestIdentity
    {
        Id = Id(methodUnderTest),
        Name = Id(methodUnderTest),
        Class = methodUnderTest.DeclaringType?.FullName,
        Method = methodUnderTest.Name,
        Assembly = methodUnderTest.DeclaringType?.Assembly.GetName().Name,
        Framework = "xunit2",
    }));

    public override void After(MethodInfo methodUnderTest) => Guard(() => StashHost.End(Id(methodUnderTest), () => new TestEnd(Outcome.None)));

    private static void Guard(Action action)
    {
        if (!RecordingTestFramework.IsChosen)
        {
            HookEdge.Guard(Tests.Host, action);
        }
    }

    private static string Id(MethodInfo method) => $"{method.DeclaringType?.FullName}.{method.Name}";
}
