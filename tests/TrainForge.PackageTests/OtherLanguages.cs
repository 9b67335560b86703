namespace TrainForge.PackageTests;

/// <summary>Where there is no C# to compile a hook from. More of them under Frameworks.</summary>
public sealed class OtherLanguages
{
    private const string Sdk = """<PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />""";

    [Fact]
    public void FSharp_with_xunit_3_is_recorded() => Records(new UserProject(
        language: "fs",
        packages: UserProject.Xunit3 + """<Compile Include="ModelTests.fs" />""",
        tests: """
            module ModelTests
            open Xunit
            open TrainForge.Capture

            [<Fact>]
            let Speaks () = Stash.Current.Record("Which plants grow in the shade?", "Ferns and hostas grow in the shade.")

            [<Fact>]
            let Fails () =
                Stash.Current.Record("Is a whale a fish?", "Yes, a whale is a fish.")
                Assert.Fail "wrong"
            """));

    [Fact]
    public void Visual_Basic_with_MSTest_is_recorded() => Records(new UserProject(
        language: "vb",
        packages: $"""{Sdk}<PackageReference Include="MSTest.TestFramework" Version="4.5.2" /><PackageReference Include="MSTest.TestAdapter" Version="4.5.2" />""",
        tests: """
            Imports Microsoft.VisualStudio.TestTools.UnitTesting
            Imports TrainForge.Capture

            <TestClass>
            Public Class ModelTests
                <TestMethod>
                Public Sub Speaks()
                    Stash.Current.Record("Which plants grow in the shade?", "Ferns and hostas grow in the shade.")
                End Sub

                <TestMethod>
                Public Sub Fails()
                    Stash.Current.Record("Is a whale a fish?", "Yes, a whale is a fish.")
                    Assert.Fail("wrong")
                End Sub
            End Class
            """));

    private static void Records(UserProject project)
    {
        using (project)
        {
            var run = project.Test();

            Assert.True(run.Output.Contains("Failed:     1, Passed:     1", StringComparison.Ordinal), run.Output);
            Assert.True(project.Stashes.Length == 2, run.Output);
        }
    }
}
