namespace TrainForge.PackageTests.Infra;

/// <summary>The tool, installed from the feed into a folder outside any repository whose name has a space and letters beyond ASCII.</summary>
public sealed class InstalledToolFixture : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tf tool ğ-");

    public InstalledToolFixture()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "nuget.config"), Feed.NuGetConfig);
        var installed = DotNet.Run(_folder.FullName, "tool", "install", "TrainForge.Tool", "--tool-path", "bin", "--version", Package.Version);
        Assert.True(installed.ExitCode == 0, installed.Output);
    }

    internal string Work => Directory.CreateDirectory(Path.Combine(_folder.FullName, "work ü")).FullName;

    internal Ran Run(params string[] arguments) =>
        DotNet.RunProgram(Path.Combine(_folder.FullName, "bin", OperatingSystem.IsWindows() ? "trainforge.exe" : "trainforge"), Work, [], arguments);

    public void Dispose() => _folder.Delete(recursive: true);
}
