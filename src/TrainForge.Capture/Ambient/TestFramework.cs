using System.Collections.Concurrent;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>The target framework of a test assembly by its name, looked up once.</summary>
internal static class TestFramework
{
    private static readonly ConcurrentDictionary<string, string?> Known = new(StringComparer.Ordinal);

    public static string? TargetOf(string? assembly) => assembly is null ? null : Known.GetOrAdd(assembly, Look);

    private static string? Look(string assembly) =>
        TargetFramework.Of(AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => a.GetName().Name == assembly));
}
