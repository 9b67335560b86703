namespace TrainForge.PackageTests;

public sealed class BuildScript : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tf script-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Without_dotnet_it_says_what_is_missing_and_ends_with_2()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for systems with bash; build.ps1 is the same for Windows.");
        foreach (var program in new[] { "bash", "dirname", "sed", "cat" })
        {
            File.CreateSymbolicLink(Path.Combine(_folder.FullName, program), Find(program));
        }

        var run = DotNet.RunProgram(Find("bash"), _folder.FullName, new() { ["PATH"] = _folder.FullName }, Repo.File("build.sh"), "Test");

        Assert.True(run.ExitCode == 2, run.Output);
        Assert.Contains("build.sh: error REPO0003: the .NET SDK is not on PATH. Install the SDK 10.", run.Output, StringComparison.Ordinal);
        Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void An_unknown_target_fails_and_lists_those_there_are()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for systems with bash; build.ps1 is the same for Windows.");

        var run = DotNet.RunProgram(Find("bash"), _folder.FullName, [], Repo.File("build.sh"), "Biuld");

        Assert.True(run.ExitCode == 1, run.Output);
        var line = run.Lines("There is no target 'Biuld'.");
        Assert.All(new[] { "Restore", "Build", "Test", "Pack", "Forge", "Nightly" }, name => Assert.Contains(name, line, StringComparison.Ordinal));
    }

    private static string Find(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).First(File.Exists);
}
