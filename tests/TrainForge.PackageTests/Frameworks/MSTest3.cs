namespace TrainForge.PackageTests.Frameworks;

/// <summary>MSTest before 3.10 offers a package no place for a hook: tests run as ever, and one warning says why nothing is recorded.</summary>
public sealed class MSTest3
{
    private const string Packages = """<PackageReference Include="MSTest.TestFramework" Version="3.8.3" /><PackageReference Include="MSTest.TestAdapter" Version="3.8.3" />""";

    [Fact]
    public void In_the_test_console_it_is_one_warning() => Warns("", Host.Sdk + Packages);

    [Fact]
    public void On_the_testing_platform_it_is_one_warning() => Warns("<EnableMSTestRunner>true</EnableMSTestRunner>", Packages, """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");

    [Fact]
    public void It_is_no_error_where_warnings_are() => Warns("<TreatWarningsAsErrors>true</TreatWarningsAsErrors><MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors><NoWarn>NU1603</NoWarn>", Host.Sdk + Packages);

    private static void Warns(string properties, string packages, string? global = null)
    {
        using var project = new UserProject(properties: "<TargetFramework>net10.0</TargetFramework>" + properties, packages: packages, tests: $$"""
            using Microsoft.Extensions.AI;
            using Microsoft.VisualStudio.TestTools.UnitTesting;
            using TrainForge.Capture;

            [TestClass]
            public class Cases
            {
                [TestMethod] public Task Passes() => Model.Ask("pass");

                [TestMethod] public async Task Fails() { await Model.Ask("fail"); Assert.AreEqual("no", "yes"); }
            }

            {{UserModel.Source}}
            """);
        if (global is not null)
        {
            project.Write("global.json", global);
        }

        var built = project.Run("build");
        var run = project.Test("--no-build");

        Assert.True(built.ExitCode == 0, built.Output);
        Assert.Single(built.Output.Split('\n').Select(line => line.Trim()).Where(line => line.Contains(": warning TF", StringComparison.Ordinal)).Distinct());
        Assert.Contains("warning TF1065: 'MSTest.TestFramework' is 3.8.3", built.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Fails", run.Output, StringComparison.Ordinal);
        Assert.Empty(project.Stashes);
    }
}
