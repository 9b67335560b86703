using System.Reflection;

namespace TrainForge.PackageTests.Infra;

/// <summary>
/// The package, packed once per run from the staged tree, with a version that no cache has seen, into a feed of its own. Gone
/// with the process; what a killed run leaves lies in the folder for temporary files.
/// </summary>
internal static class Package
{
    private static readonly Lazy<string> Feed = new(Pack);

    public static string Version { get; } = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";

    /// <summary>Holds the feed and the package cache of this run. Shared by its tests: the version is unique, the rest never changes.</summary>
    public static string Folder { get; } = Create();

    public static string File => Path.Combine(Feed.Value, $"TrainForge.Build.{Version}.nupkg");

    /// <summary>A nuget.config beside the ordinary sources, with the machine's package cache as a folder to read from.</summary>
    public static string NuGetConfig => $"""
        <configuration>
          <packageSources><add key="trainforge-under-test" value="{Feed.Value}" /></packageSources>
          <fallbackPackageFolders><add key="machine" value="{MachineCache}" /></fallbackPackageFolders>
        </configuration>
        """;

    public static string Cache => Path.Combine(Folder, "packages");

    public static string MachineCache =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public static string Configuration =>
        typeof(Package).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Configuration").Value!;

    // The build of this test project has staged the tree already; packing takes it as it is.
    private static string Pack()
    {
        var feed = Path.Combine(Folder, "feed");
        var packed = DotNet.Run(
            Repo.Root, "pack", "src/TrainForge.Build", "--no-build", "-c", Configuration, $"-p:Version={Version}", "-o", feed, "-v", "q");
        Assert.True(packed.ExitCode == 0, packed.Output);
        return feed;
    }

    private static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("tf package ş-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
