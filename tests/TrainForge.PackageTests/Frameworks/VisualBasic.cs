namespace TrainForge.PackageTests.Frameworks;

public sealed class VisualBasic
{
    [Fact]
    public void Xunit_2_is_recorded() => OtherLanguage.Records(
        "vb",
        OtherLanguage.Xunit2,
        """
        Imports TrainForge.Capture
        Imports Xunit

        Public Class Cases
            <Fact>
            Public Async Function Passes() As Task
                Await Task.Yield()
                Stash.Current.Record("pass", "yes")
            End Function

            <Fact>
            Public Sub Fails()
                Stash.Current.Record("fail", "yes")
                Assert.Equal("no", "yes")
            End Sub

            <Theory>
            <InlineData("a")>
            <InlineData("b")>
            Public Sub Row(name As String)
                Stash.Current.Record("row " & name, "yes")
            End Sub

            <Fact(Skip:="not today")>
            Public Sub Skipped()
                Stash.Current.Record("skip", "yes")
            End Sub
        End Class
        """,
        new Stashed("Users.Tests.Cases.Passes", "passed", "pass"),
        new Stashed("Users.Tests.Cases.Fails", "failed", "fail"),
        new Stashed("Users.Tests.Cases.Row(name: \"a\")", "passed", "row a", "name: \"a\""),
        new Stashed("Users.Tests.Cases.Row(name: \"b\")", "passed", "row b", "name: \"b\""));

    [Fact]
    public void NUnit_is_recorded() => OtherLanguage.Records(
        "vb",
        OtherLanguage.NUnit,
        """
        Imports NUnit.Framework
        Imports TrainForge.Capture

        Public Class Cases
            <Test>
            Public Async Function Passes() As Task
                Await Task.Yield()
                Stash.Current.Record("pass", "yes")
            End Function

            <Test>
            Public Sub Fails()
                Stash.Current.Record("fail", "yes")
                Assert.Fail("no")
            End Sub

            <TestCase("a")>
            <TestCase("b")>
            Public Sub Row(name As String)
                Stash.Current.Record("row " & name, "yes")
            End Sub

            <Test, Ignore("not today")>
            Public Sub Skipped()
                Stash.Current.Record("skip", "yes")
            End Sub
        End Class
        """,
        new Stashed("Users.Tests.Cases.Passes", "passed", "pass"),
        new Stashed("Users.Tests.Cases.Fails", "failed", "fail"),
        new Stashed("Users.Tests.Cases.Row(\"a\")", "passed", "row a", "\"a\""),
        new Stashed("Users.Tests.Cases.Row(\"b\")", "passed", "row b", "\"b\""));
}
