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
