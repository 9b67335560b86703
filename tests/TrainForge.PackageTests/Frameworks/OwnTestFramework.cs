namespace TrainForge.PackageTests.Frameworks;

/// <summary>
/// xunit takes one test framework for an assembly, and the user, or another package, may have named it. It builds, and theirs runs. In
/// xunit 2 the lesser hook records then: interactions, but neither rows nor outcomes.
/// </summary>
public sealed class OwnTestFramework
{
    [Fact]
    public void Written_in_CSharp_it_runs_and_tests_are_recorded() => Runs("cs", "", """
        using TrainForge.Capture;
        using Xunit;
        using Xunit.Abstractions;
        using Xunit.Sdk;

        [assembly: TestFramework("Own.Framework", "Users.Tests")]

        namespace Own
        {
            public sealed class Framework : XunitTestFramework
            {
                public Framework(IMessageSink sink) : base(sink) => System.IO.File.WriteAllText(System.IO.Path.Combine(System.AppContext.BaseDirectory, "own-framework-ran"), "");
            }

            public class Cases
            {
                [Fact] public void Passes() => Stash.Current.Record("pass", "yes");

                [Fact] public void Fails() { Stash.Current.Record("fail", "yes"); Assert.Fail("no"); }
            }
        }
        """);

    // Its compiler puts the attributes of a build before those of the source.
    [Fact]
    public void Written_in_FSharp_it_runs_and_tests_are_recorded() => Runs("fs", """<Compile Include="ModelTests.fs" />""", """
        namespace Own

        open TrainForge.Capture
        open Xunit
        open Xunit.Abstractions
        open Xunit.Sdk

        [<assembly: TestFramework("Own.Framework", "Users.Tests")>]
        do ()

        type Framework(sink: IMessageSink) =
            inherit XunitTestFramework(sink)
            do System.IO.File.WriteAllText(System.IO.Path.Combine(System.AppContext.BaseDirectory, "own-framework-ran"), "")

        type Cases() =
            [<Fact>]
            member _.Passes() = Stash.Current.Record("pass", "yes")

            [<Fact>]
            member _.Fails() =
                Stash.Current.Record("fail", "yes")
                Assert.Fail "no"
        """);

    // Outcomes too: they do not come from the framework.
    [Fact]
    public void In_xunit_3_it_runs_in_the_test_console_and_as_a_program()
    {
        using var project = new UserProject(tests: """
            using TrainForge.Capture;
            using Xunit;
            using Xunit.v3;

            [assembly: TestFramework(typeof(Own.Framework))]

            namespace Own
            {
                public sealed class Framework : XunitTestFramework
                {
                    public Framework() => System.IO.File.AppendAllText(System.IO.Path.Combine(System.AppContext.BaseDirectory, "own-framework-ran"), "ran\n");
                }

                public class Cases
                {
                    [Fact] public void Passes() => Stash.Current.Record("pass", "yes");

                    [Fact] public void Fails() { Stash.Current.Record("fail", "yes"); Assert.Fail("no"); }
                }
            }
            """);

        var console = project.Test();
        var program = project.Run("run", "--no-build");

        Assert.True(console.Output.Contains("Failed:     1, Passed:     1", StringComparison.Ordinal), console.Output);
        Assert.True(program.Output.Contains("Total: 2, Errors: 0, Failed: 1", StringComparison.Ordinal), program.Output);
        Assert.InRange(File.ReadAllLines(Directory.GetFiles(project.Folder, "own-framework-ran", SearchOption.AllDirectories).Single()).Length, 2, 10);
        Assert.Equal(
            ["failed Own.Cases.Fails [] {} #1 <- fail", "failed Own.Cases.Fails [] {} #1 <- fail", "passed Own.Cases.Passes [] {} #1 <- pass", "passed Own.Cases.Passes [] {} #1 <- pass"],
            project.Stashes.Select(stash => Stashed.Read(stash).Line).Order(StringComparer.Ordinal));
    }

    private static void Runs(string language, string inside, string tests)
    {
        using var project = new UserProject(language: language, packages: OtherLanguage.Xunit2 + inside, tests: tests);

        var run = project.Test();

        Assert.True(run.Output.Contains("Failed:     1, Passed:     1", StringComparison.Ordinal), run.Output);
        Assert.NotEmpty(Directory.GetFiles(project.Folder, "own-framework-ran", SearchOption.AllDirectories));
        Assert.Equal(
            ["none Own.Cases.Fails [] {} #1 <- fail", "none Own.Cases.Passes [] {} #1 <- pass"],
            project.Stashes.Select(stash => Stashed.Read(stash).Line).Order(StringComparer.Ordinal));
    }
}
