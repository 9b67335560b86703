using System.Reflection;
using TrainForge.Capture.Hosting;
using Xunit;
using Xunit.v3;

namespace TrainForge.Hooks.Xunit3;

/// <summary>
/// Added to the test assembly by the package: a stash begins before each test and ends after it, with its outcome. Names an
/// assembly fixture too, because xunit disposes that after the last test, in every runner, and a test framework where no runner
/// tells us the results. One attribute without arguments can be written in any language.
/// </summary>
/// <remarks>
/// Constructors, InitializeAsync and DisposeAsync run outside Before and After; what they record finds its test through
/// <see cref="TestContext"/>. Skipped tests get neither call and leave no stash.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class RecordTestsAttribute : BeforeAfterTestAttribute, IAssemblyFixtureAttribute, ITestFrameworkAttribute
{
    public RecordTestsAttribute() => Tests.UseContext();

    public Type AssemblyFixtureType => typeof(RunEnd);

    public Type FrameworkType => FrameworkChoice.Framework;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) =>
        HookEdge.Guard(Tests.Host, () => StashHost.Begin(Tests.Identify(test)));

    public override void After(MethodInfo methodUnderTest, IXunitTest test) =>
        HookEdge.Guard(Tests.Host, () => StashHost.End(test.UniqueID, Tests.End(test)));
}
