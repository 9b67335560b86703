using System.Reflection;
using TrainForge.Datasets;
using Xunit.v3;

namespace TrainForge.Hooks.Xunit3;

/// <summary>
/// Which test framework <see cref="RecordTestsAttribute"/> stands for. xunit takes the first such attribute of an assembly and compilers
/// differ in the order, so a user's own is looked for here as well; found, it runs. Else ours, which is xunit's with an ear at its
/// messages; beyond the majors it is known to run on, only where it has to be, because nobody else hears the results.
/// </summary>
internal static class FrameworkChoice
{
    private const int NewestMajor = 3;

    private static Type? _chosen;

    public static Type Framework => _chosen ??= Choose();

    public static bool IsOurs => Framework == typeof(RecordingTestFramework);

    /// <summary>As <see cref="EndOfRun.IsTaken"/>, of constants.</summary>
    public static bool IsEndOfRunTaken => Environment.GetEnvironmentVariable(EndOfRun.Variable) == EndOfRun.Taken;

    // In one piece: each method of ours is compiled in every process of a suite, whether it calls a model or not.
    private static Type Choose()
    {
        try
        {
            // Tests of xunit.v3 are programs; where another program loads them, all assemblies are asked.
            var tests = Assembly.GetEntryAssembly() is { } entry && entry.IsDefined(typeof(RecordTestsAttribute), inherit: false)
                ? entry
                : Array.Find(AppDomain.CurrentDomain.GetAssemblies(), static assembly => !assembly.IsDynamic && assembly.IsDefined(typeof(RecordTestsAttribute), inherit: false));
            foreach (var attribute in tests?.GetCustomAttributes(typeof(ITestFrameworkAttribute), inherit: false) ?? [])
            {
                if (attribute is ITestFrameworkAttribute users and not RecordTestsAttribute)
                {
                    return users.FrameworkType;
                }
            }
        }
#pragma warning disable CA1031 // the edge of a hook
        catch (Exception e)
#pragma warning restore CA1031
        {
            HookEdge.Tell(Tests.Host, e);
        }

        return IsEndOfRunTaken && typeof(XunitTestFramework).Assembly.GetName().Version?.Major > NewestMajor ? typeof(XunitTestFramework) : typeof(RecordingTestFramework);
    }
}
