namespace TrainForge.PackageTests.Infra;

/// <summary>All our packages of this run in one feed: the package of test projects, the dotnet tool, and the Cake addin.</summary>
internal static class Feed
{
    private static readonly Lazy<string> Packed = new(PackOthers);

    public static string Folder => Packed.Value;

    /// <summary>Whether this build made variants of the tool with code compiled ahead of time (TrainForgeSlow=true does).</summary>
    public static bool HasVariants { get; } =
        Directory.Exists(Path.Combine(Repo.Root, "artifacts", "stage", Package.Configuration.ToLowerInvariant(), "TrainForge.Build", "tools", "trainforge-linux-x64"))
        && Directory.EnumerateFiles(Path.Combine(Repo.Root, "artifacts", "stage", Package.Configuration.ToLowerInvariant(), "TrainForge.Build", "tools", "trainforge-linux-x64")).Any();

    /// <summary>This feed and what the machine has restored before, and nothing else: these tests need no network.</summary>
    public static string NuGetConfig => $"""
        <configuration>
          <packageSources>
            <clear />
            <add key="trainforge-under-test" value="{Folder}" />
            <add key="machine" value="{Package.MachineCache}" />
          </packageSources>
        </configuration>
        """;

    public static void Pack(string project, string folder)
    {
        var packed = DotNet.Run(
            Repo.Root, "pack", $"src/{project}", "--no-build", "-c", Package.Configuration, $"-p:Version={Package.Version}", $"-p:TrainForgeReadyToRun={(HasVariants ? "true" : "false")}", "-o", folder, "-v", "q");
        Assert.True(packed.ExitCode == 0, packed.Output);
        Assert.DoesNotContain("warning", packed.Output, StringComparison.OrdinalIgnoreCase);
    }

    private static string PackOthers()
    {
        var folder = Path.GetDirectoryName(Package.File)!;
        Pack("TrainForge.Tool", folder);
        Pack("Cake.TrainForge", folder);
        return folder;
    }
}
