using System.Reflection;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TrainForge.Hooks.Xunit2;

/// <summary>
/// Asked by xunit which test framework <see cref="RecordTestsAttribute"/> stands for. xunit takes the first attribute of an assembly
/// and compilers differ in the order, so a user's own framework is looked for here as well. Found, it runs.
/// </summary>
public sealed class FrameworkChoice : ITestFrameworkTypeDiscoverer
{
    public Type? GetTestFrameworkType(IAttributeInfo attribute)
    {
        Type? users = null;
        HookEdge.Guard(Tests.Host, () => users = AppDomain.CurrentDomain.GetAssemblies().Where(HasOurs).Select(UsersFramework).FirstOrDefault(type => type is not null));
        return users ?? typeof(RecordingTestFramework);
    }

    private static bool HasOurs(Assembly assembly) => !assembly.IsDynamic && assembly.IsDefined(typeof(RecordTestsAttribute), inherit: false);

    private static Type? UsersFramework(Assembly tests) =>
        tests.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType == typeof(TestFrameworkAttribute)) is { ConstructorArguments: [{ Value: string type }, { Value: string assembly }] }
            ? Assembly.Load(new AssemblyName(assembly)).GetType(type)
            : null;
}
