using System.Reflection;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using Xunit.Sdk;

namespace TrainForge.Hooks.Xunit2;

/// <summary>
/// The lesser hook, for assemblies with a test framework of their own: it knows the method alone, so rows of a theory appear as
/// attempts of one test, outcomes are unknown, and constructors and Dispose are not covered.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class RecordTestsAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest) => HookEdge.Guard(Tests.Host, () => StashHost.Begin(new TestIdentity
    {
        Id = Id(methodUnderTest),
        Name = Id(methodUnderTest),
        Class = methodUnderTest.DeclaringType?.FullName,
        Method = methodUnderTest.Name,
        Assembly = methodUnderTest.DeclaringType?.Assembly.GetName().Name,
        Framework = "xunit2",
    }));

    public override void After(MethodInfo methodUnderTest) =>
        HookEdge.Guard(Tests.Host, () => StashHost.End(Id(methodUnderTest), new TestEnd(Outcome.None)));

    private static string Id(MethodInfo method) => $"{method.DeclaringType?.FullName}.{method.Name}";
}
