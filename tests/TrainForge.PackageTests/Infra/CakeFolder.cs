namespace TrainForge.PackageTests.Infra;

/// <summary>
/// A user's folder with a Cake script, outside the repository: Cake from a tool manifest, our addin and recipe from the feed. Its package
/// cache never holds TrainForge.Build, so that the tool comes from the manifest or from nowhere.
/// </summary>
internal sealed class CakeFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tf cake ö-");

    public CakeFolder(bool withTool = true)
    {
        var tool = withTool ? $$""", "trainforge.tool": { "version": "{{Package.Version}}", "commands": [ "trainforge" ] }""" : "";
        Write("nuget.config", Feed.NuGetConfig);
        Write("build.cake", $"""
            #addin nuget:?package=Cake.TrainForge&version={Package.Version}&prerelease
            #load nuget:?package=Cake.TrainForge&version={Package.Version}&prerelease

            Task("All").IsDependentOn("TrainForge-Convert").IsDependentOn("TrainForge-Evaluate");

            RunTarget(Argument("target", "All"));
            """);
        Write(".config/dotnet-tools.json", $$"""
            { "version": 1, "isRoot": true, "tools": { "cake.tool": { "version": "7.0.0", "commands": [ "dotnet-cake" ], "rollForward": true }{{tool}} } }
            """);
        var restored = Run("tool", "restore");
        Assert.True(restored.ExitCode == 0, restored.Output);
    }

    public string Folder => _folder.FullName;

    public Ran Cake(params string[] arguments) => Run(["cake", .. arguments]);

    public void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Ran Run(params string[] arguments) =>
        DotNet.RunWith(Folder, new() { ["NUGET_PACKAGES"] = Path.Combine(Package.Folder, "cake-packages") }, arguments);
}
