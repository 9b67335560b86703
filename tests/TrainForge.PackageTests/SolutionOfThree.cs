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

        // Each project has a console of its own, which knows of no other: at most a line each, and the last of them tells of all tests.
        var lines = run.Output.Split('\n').Where(line => line.Contains("TrainForge: Dataset", StringComparison.Ordinal)).ToList();
        Assert.InRange(lines.Count, 1, 3);
        Assert.Contains("; 6 tests on record, 0 failed when last run, reported in ", string.Concat(lines), StringComparison.Ordinal);

        // However many builds there were: what the tests say again is the version that is there.
        var versions = projects[0].Versions;
        var again = DotNet.RunWith(_folder.FullName, new() { ["NUGET_PACKAGES"] = Package.Cache }, "test", "All.slnx", "--no-build");
        Assert.Contains($"{versions[^1]} (the same as before)", again.Output, StringComparison.Ordinal);
        Assert.Equal(versions, projects[0].Versions);
    }
}
