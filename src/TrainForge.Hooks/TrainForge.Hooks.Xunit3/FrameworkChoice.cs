using System.Reflection;
using TrainForge.Datasets;
using Xunit.v3;

namespace TrainForge.Hooks.Xunit3;

/// <summary>
/// Which test framework <see cref="RecordTestsAttribute"/> stands for. xunit takes the first such attribute of an assembly and compilers
/// differ in the order, so a user's own is looked for here as well; found, it runs. Ours only where neither a test console nor the
/// testing platform hears the results and writes them down.
/// </summary>
internal static class FrameworkChoice
{
    private static readonly Lazy<Type> Chosen = new(() =>
    {
        Type? chosen = null;
        HookEdge.Guard(Tests.Host, () => chosen = AppDomain.CurrentDomain.GetAssemblies().Where(HasOurs).Select(UsersFramework).FirstOrDefault(type => type is not null));
        return chosen ?? (EndOfRun.IsTaken ? typeof(XunitTestFramework) : typeof(RecordingTestFramework));
    });

    public static Type Framework => Chosen.Value;

    public static bool IsOurs => Framework == typeof(RecordingTestFramework);

    private static bool HasOurs(Assembly assembly) => !assembly.IsDynamic && assembly.IsDefined(typeof(RecordTestsAttribute), inherit: false);

    // Not by instances of all attributes: ours asks this while it is made.
    private static Type? UsersFramework(Assembly tests) => tests.GetCustomAttributesData()
        .Where(data => data.AttributeType != typeof(RecordTestsAttribute) && typeof(ITestFrameworkAttribute).IsAssignableFrom(data.AttributeType))
        .Select(data => tests.GetCustomAttributes(data.AttributeType, inherit: false).OfType<ITestFrameworkAttribute>().FirstOrDefault()?.FrameworkType)
        .FirstOrDefault();
}
