using System.Reflection;
using TrainForge.Capture.Hosting;
using Xunit;
using Xunit.v3;

namespace TrainForge.Hooks.Xunit3;

/// <summary>
/// Added to the test assembly by the package: a stash begins before each test and ends after it, with its outcome. Names an
/// assembly fixture too, because xunit disposes that after the last test, in every runner, and a test framework, which hears how
/// tests end where no runner tells us. One attribute without arguments can be written in any language.
/// </summary>
/// <remarks>
/// Constructors, InitializeAsync and DisposeAsync run outside Before and After; what they record finds its test through
/// <see cref="TestContext"/>. Skipped tests get neither call and leave no stash. An instance does nothing by being made: xunit starts
/// processes that only list tests, and makes instances there too.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class RecordTestsAttribute : BeforeAfterTestAttribute, IAssemblyFixtureAttribute, ITestFrameworkAttribute
{
    /// <summary>Asked before any fixture is made: what fixtures build in the process is to be known as the tests' own.</summary>
    public Type AssemblyFixtureType
    {
        get
        {
            Tests.UseContext();
            return typeof(RunEnd);
        }
    }

    public Type FrameworkType => FrameworkChoice.Framework;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        try
        {
            StashHost.Begin(test.UniqueID, () => Tests.Identify(test), Tests.Limit(test));
        }
#pragma warning disable CA1031 // the edge of a hook
        catch (Exception e)
#pragma warning restore CA1031
        {
            HookEdge.Tell(Tests.Host, e);
        }
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        try
        {
            StashHost.End(test.UniqueID, () => Tests.End(test));
        }
#pragma warning disable CA1031 // the edge of a hook
        catch (Exception e)
#pragma warning restore CA1031
        {
            HookEdge.Tell(Tests.Host, e);
        }
    }
}
