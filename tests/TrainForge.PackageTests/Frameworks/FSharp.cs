namespace TrainForge.PackageTests.Frameworks;

public sealed class FSharp
{
    [Fact]
    public void Xunit_2_is_recorded() => OtherLanguage.Records(
        "fs",
        OtherLanguage.Xunit2 + """<Compile Include="ModelTests.fs" />""",
        """
        module Cases
        open System.Threading.Tasks
        open Xunit
        open TrainForge.Capture

        [<Fact>]
        let ``Passes, and says so`` () = task {
            do! Task.Yield()
            Stash.Current.Record("pass", "yes") }

        [<Fact>]
        let Fails () =
            Stash.Current.Record("fail", "yes")
            Assert.Equal("no", "yes")

        [<Theory>]
        [<InlineData("a")>]
        [<InlineData("b")>]
        let Row (name: string) = Stash.Current.Record($"row {name}", "yes")

        [<Fact(Skip = "not today")>]
        let Skipped () = Stash.Current.Record("skip", "yes")
        """,
        new Stashed("Cases.Passes, and says so", "passed", "pass"),
        new Stashed("Cases.Fails", "failed", "fail"),
        new Stashed("Cases.Row(name: \"a\")", "passed", "row a", "name: \"a\""),
        new Stashed("Cases.Row(name: \"b\")", "passed", "row b", "name: \"b\""));

    // MSTest takes hooks only as source, and the package brings none in F#.
    [Fact]
    public void MSTest_is_not_recorded_and_says_so_in_one_warning()
    {
        using var project = new UserProject(
            language: "fs",
            packages: Host.Sdk + """<PackageReference Include="MSTest.TestFramework" Version="4.5.2" /><PackageReference Include="MSTest.TestAdapter" Version="4.5.2" /><Compile Include="ModelTests.fs" />""",
            tests: """
                namespace Users
                open Microsoft.VisualStudio.TestTools.UnitTesting
                open TrainForge.Capture

                [<TestClass>]
                type Cases() =
                    [<TestMethod>]
                    member _.Passes() = Stash.Current.Record("pass", "yes")

                    [<TestMethod>]
                    member _.Fails() = Assert.Fail "no"
                """);

        var built = project.Run("build");
        var run = project.Test("--no-build");

        Assert.True(built.ExitCode == 0, built.Output);
        Assert.Single(built.Output.Split('\n').Select(line => line.Trim()).Where(line => line.Contains(": warning TF", StringComparison.Ordinal)).Distinct());
        Assert.Contains("warning TF1066", built.Output, StringComparison.Ordinal);
        Assert.True(run.Output.Contains("Failed:     1, Passed:     1", StringComparison.Ordinal), run.Output);
        Assert.Empty(project.Stashes);
    }

    [Fact]
    public void NUnit_is_recorded() => OtherLanguage.Records(
        "fs",
        OtherLanguage.NUnit + """<Compile Include="ModelTests.fs" />""",
        """
        module Cases
        open System.Threading.Tasks
        open NUnit.Framework
        open TrainForge.Capture

        [<Test>]
        let ``Passes, and says so`` () = task {
            do! Task.Yield()
            Stash.Current.Record("pass", "yes") }

        [<Test>]
        let Fails () =
            Stash.Current.Record("fail", "yes")
            Assert.Fail "no"

        [<TestCase("a")>]
        [<TestCase("b")>]
        let Row (name: string) = Stash.Current.Record($"row {name}", "yes")

        [<Test; Ignore("not today")>]
        let Skipped () = Stash.Current.Record("skip", "yes")
        """,
        new Stashed("Cases.Passes, and says so", "passed", "pass"),
        new Stashed("Cases.Fails", "failed", "fail"),
        new Stashed("Cases.Row(\"a\")", "passed", "row a", "\"a\""),
        new Stashed("Cases.Row(\"b\")", "passed", "row b", "\"b\""));
}
