using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Versioning;

namespace TrainForge.Capture.Ambient;

/// <summary>What a test assembly was built for: net10.0. Not what it runs on, which a test console may roll forward.</summary>
internal static class TestFramework
{
    private const string Core = ".NETCoreApp,Version=v";

    private static readonly ConcurrentDictionary<string, string?> Known = new(StringComparer.Ordinal);

    public static string? TargetOf(string? assembly) => assembly is null ? null : Known.GetOrAdd(assembly, Look);

    private static string? Look(string assembly) => AppDomain.CurrentDomain.GetAssemblies()
        .FirstOrDefault(a => a.GetName().Name == assembly)
        ?.GetCustomAttribute<TargetFrameworkAttribute>()?.FrameworkName is { } name && name.StartsWith(Core, StringComparison.Ordinal)
        ? $"net{name[Core.Length..]}"
        : null;
}
