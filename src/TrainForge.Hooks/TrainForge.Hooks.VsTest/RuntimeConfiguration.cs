using System.Text.Json;
using TrainForge.Options;

namespace TrainForge.Hooks.VsTest;

/// <summary>The settings that a test assembly's process reads, read from outside it.</summary>
internal static class RuntimeConfiguration
{
    /// <summary>Null for an assembly that the package did not configure.</summary>
    public static RuntimeSettings? Read(string testAssembly) => Read(testAssembly, Environment.GetEnvironmentVariable);

    /// <summary>What it was built for: net10.0. Not what it runs on.</summary>
    public static string? TargetFramework(string testAssembly)
    {
        var file = Path.ChangeExtension(testAssembly, ".runtimeconfig.json");
        if (!File.Exists(file))
        {
            return null;
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return json.RootElement.TryGetProperty("runtimeOptions", out var options) && options.TryGetProperty("tfm", out var tfm) ? tfm.GetString() : null;
    }

    internal static RuntimeSettings? Read(string testAssembly, Func<string, string?> environment)
    {
        var file = Path.ChangeExtension(testAssembly, ".runtimeconfig.json");
        if (!File.Exists(file))
        {
            return null;
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return json.RootElement.TryGetProperty("runtimeOptions", out var options)
            && options.TryGetProperty("configProperties", out var properties)
            && properties.TryGetProperty(RuntimeSettings.ToolKey, out _)
                ? RuntimeSettings.Read(environment, Property, Path.GetDirectoryName(Path.GetFullPath(file))!)
                : null;

        string? Property(string key) => properties.TryGetProperty(key, out var value) ? value.ToString() : null;
    }
}
