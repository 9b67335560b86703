namespace TrainForge.PackageTests.Frameworks;

/// <summary>Where no C# can be compiled in. Three tests that pass, one that fails, one that is skipped.</summary>
internal static class OtherLanguage
{
    public const string Xunit2 = Host.Sdk + """<PackageReference Include="xunit" Version="2.9.3" /><PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />""";

    public const string NUnit = Host.Sdk + """<PackageReference Include="NUnit" Version="5.0.0" /><PackageReference Include="NUnit3TestAdapter" Version="6.3.1" />""";

    public static void Records(string language, string packages, string tests, params Stashed[] expected)
    {
        using var project = new UserProject(language: language, packages: packages, tests: tests);

        var run = project.Test();

        Assert.True(run.Output.Contains("Failed:     1, Passed:     3, Skipped:     1, Total:     5", StringComparison.Ordinal), run.Output);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            expected.Select(stash => stash.Line).Order(StringComparer.Ordinal),
            project.Stashes.Select(stash => Stashed.Read(stash).Line).Order(StringComparer.Ordinal));
        Assert.True(project.Versions is ["v0001"], run.Output);
    }
}
