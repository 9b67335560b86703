using System.Text.RegularExpressions;

namespace TrainForge.PackageTests;

/// <summary>Modules of one solution on the testing platform: one after the other, and side by side.</summary>
public sealed partial class PlatformSolution : IDisposable
{
    private const string Tab = "\t";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tf platform ş-");
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("tf tmp-");
    private readonly UserProject[] _projects;

    public PlatformSolution()
    {
        _projects = [.. new[] { "One.Tests", "Two.Tests" }.Select(name => new UserProject(name, inside: _folder.FullName) { Root = Path.Combine(_folder.FullName, ".trainforge") })];
        File.WriteAllText(Path.Combine(_folder.FullName, "global.json"), """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");
        File.WriteAllText(Path.Combine(_folder.FullName, "All.sln"), Solution(_projects));
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _temporary.Delete(recursive: true);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void Are_built_from_once_when_the_last_of_them_has_ended(string atOnce)
    {
        var run = Test("--max-parallel-test-modules", atOnce);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(4, _projects[0].Stashes.Length);
        Assert.Equal(["v0001"], _projects[0].Versions);
        Assert.True(run.Output.Split('\n').Count(line => line.Contains("MANIFEST.json", StringComparison.Ordinal)) == 1, run.Output);
        Assert.True(run.Output.Split('\n').Count(line => line.Contains("model-tests.html", StringComparison.Ordinal)) == 1, run.Output);
        Assert.Contains("4 in all", File.ReadAllText(Path.Combine(_projects[0].In("reports"), "model-tests-latest.txt")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_temporary.FullName, "*.module", SearchOption.AllDirectories));
    }

    // The platform tells nobody of the end of a whole run, and a module that dies hard tells nobody of its own.
    [Fact]
    public void Are_built_from_when_the_last_of_them_dies()
    {
        _projects[1].Write("ModelTests.cs", $$"""
            public class Dying
            {
                [Xunit.Fact]
                public void Dies_when_the_other_has_ended()
                {
                    SpinWait.SpinUntil(() => Directory.Exists(@"{{_projects[0].Root}}") && Directory.GetFiles(@"{{_projects[0].Root}}", "ask-*", SearchOption.AllDirectories).Length > 0, TimeSpan.FromMinutes(2));
                    Environment.FailFast("enough");
                }
            }
            """);

        var run = Test("--max-parallel-test-modules", "2");

        Assert.True(run.ExitCode != 0 && run.Output.Contains("enough", StringComparison.Ordinal), run.Output);
        Assert.True(_projects[0].Versions is ["v0001"], run.Output);
        Assert.StartsWith("TrainForge: Dataset", Assert.Single(run.Lines("TrainForge: Dataset").Split('\n')).Trim(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_temporary.FullName, "*.module", SearchOption.AllDirectories));
    }

    [Fact]
    public void Leave_nothing_in_the_project_when_no_test_calls_a_model()
    {
        foreach (var project in _projects)
        {
            project.Write("ModelTests.cs", "public class Plain { [Xunit.Fact] public void Adds_up() => Xunit.Assert.Equal(2, 1 + 1); }");
        }

        var run = Test();

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.False(Directory.Exists(_projects[0].Root));
        Assert.DoesNotContain("artifacts", run.Output, StringComparison.Ordinal);
    }

    // The platform shows no text of a module that passed, so what recording had to say is named among its files, by its code.
    [Fact]
    public void Name_what_recording_had_to_say_among_their_files()
    {
        File.WriteAllText(_projects[0].Root, "not a folder");

        var run = Test();

        Assert.True(run.ExitCode == 0, run.Output);
        var files = Notes().Matches(run.Output).Select(m => m.Groups[1].Value.Trim()).ToList();
        Assert.True(files.Count == 1, run.Output);
        Assert.Contains("warning TF5001: ", Assert.Single(File.ReadAllLines(files[0])), StringComparison.Ordinal);
    }

    private static string Solution(IEnumerable<UserProject> projects)
    {
        var ids = projects.ToDictionary(p => p.Name, _ => $"{{{Guid.NewGuid().ToString().ToUpperInvariant()}}}", StringComparer.Ordinal);
        return $$"""

            Microsoft Visual Studio Solution File, Format Version 12.00
            {{string.Concat(ids.Select(p => $"Project(\"{{9A19103F-16F7-4668-BE54-9A1E7A4F7556}}\") = \"{p.Key}\", \"{p.Key}\\{p.Key}.csproj\", \"{p.Value}\"\nEndProject\n"))}}Global
            {{Tab}}GlobalSection(SolutionConfigurationPlatforms) = preSolution
            {{Tab}}{{Tab}}Debug|Any CPU = Debug|Any CPU
            {{Tab}}EndGlobalSection
            {{Tab}}GlobalSection(ProjectConfigurationPlatforms) = postSolution
            {{string.Concat(ids.Values.SelectMany(id => new[] { "ActiveCfg", "Build.0" }.Select(what => $"\t\t{id}.Debug|Any CPU.{what} = Debug|Any CPU\n")))}}	EndGlobalSection
            EndGlobal

            """;
    }

    private Ran Test(params string[] arguments) =>
        DotNet.RunWith(_folder.FullName, new() { ["NUGET_PACKAGES"] = Package.Cache, ["TMPDIR"] = _temporary.FullName }, ["test", "--solution", "All.sln", .. arguments]);

    [GeneratedRegex(@"- (\S.*TF\d{4}\.txt)")]
    private static partial Regex Notes();
}
