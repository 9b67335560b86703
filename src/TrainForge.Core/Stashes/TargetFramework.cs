using System.Reflection;
using System.Runtime.Versioning;

namespace TrainForge.Stashes;

/// <summary>What a test assembly was built for: net10.0. Not what it runs on, which a test console may roll forward.</summary>
public static class TargetFramework
{
    private const string Core = ".NETCoreApp,Version=v";

    /// <summary>Null for an assembly that was built for something else than .NET, or does not say.</summary>
    public static string? Of(Assembly? assembly) =>
        Named(assembly?.GetCustomAttribute<TargetFrameworkAttribute>()?.FrameworkName);

    /// <summary>From the name that compilers write: .NETCoreApp,Version=v10.0.</summary>
    public static string? Named(string? name) => name?.StartsWith(Core, StringComparison.Ordinal) == true ? $"net{name[Core.Length..]}" : null;
}
