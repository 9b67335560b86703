namespace TrainForge.PackageTests;

public sealed class SolutionOfThree : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tf solution-");

    public void Dispose() => _folder.Delete(recursive: true);

    // Three test consoles at once, one root: whoever gets the lock builds for all, and the last build has seen everything.
    [Fact]
    public void Three_projects_make_one_dataset_of_all_their_tests()
    {
        UserProject[] projects = [.. new[] { "One.Tests", "Two.Tests", "Three.Tests" }.Select(name => new UserProject(name, inside: _folder.FullName))];
        File.WriteAllText(Path.Combine(_folder.FullName, "All.slnx"), $"<Solution>{string.Concat(projects.Select(p => $"<Project Path=\"{p.Name}/{p.Name}.csproj\" />"))}</Solution>");
        var root = projects[0].Root = Path.Combine(_folder.FullName, ".trainforge");

        var run = DotNet.RunWith(_folder.FullName, new() { ["NUGET_PACKAGES"] = Package.Cache }, "test", "All.slnx");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(6, projects[0].Stashes.Length);
        Assert.All(projects[1..], p => Assert.False(Directory.Exists(p.In(""))));
        Assert.NotEmpty(projects[0].Versions);
        Assert.Empty(Directory.GetFiles(root, "ask-*", SearchOption.AllDirectories));
        Assert.DoesNotContain("warning TF", run.Output, StringComparison.Ordinal);

        // The same on the testing platform, which starts the three at once and shows no text of those that pass.
        Directory.Delete(Path.Combine(root, "datasets"), recursive: true);
        File.WriteAllText(Path.Combine(_folder.FullName, "global.json"), """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");

        var platform = DotNet.RunWith(_folder.FullName, new() { ["NUGET_PACKAGES"] = Package.Cache }, "test", "--solution", "All.slnx", "--no-build");

        Assert.True(platform.ExitCode == 0, platform.Output);
        Assert.Equal(12, projects[0].Stashes.Length);
        Assert.Single(platform.Output.Split('\n'), line => line.Contains("MANIFEST.json", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(root, "ask-*", SearchOption.AllDirectories));
        Assert.Equal(12, Directory.GetFiles(root, "results.jsonl", SearchOption.AllDirectories).Sum(file => File.ReadAllLines(file).Length));
    }
}
