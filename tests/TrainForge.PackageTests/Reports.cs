namespace TrainForge.PackageTests;

/// <summary>What people find after an ordinary 'dotnet test', and where they are told to look.</summary>
public sealed class Reports : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tf reports ş-");
    private readonly UserProject _project;

    public Reports() => _project = new UserProject(inside: _folder.FullName, tests: """
        using TrainForge.Capture;
        using Xunit;

        namespace Shop;

        public class Orders
        {
            [Fact] public void Refund_is_offered() => Stash.Current.Record("Is the refund offered?", "Yes, for fourteen days.");

            [Fact] public void Refund_is_refused() { Stash.Current.Record("Is it offered after a year?", "Yes, always."); Assert.Fail("A year is too long."); }

            [Fact] public void Asks_nobody() { }
        }
        """);

    public void Dispose() => _folder.Delete(recursive: true);

    private string Page => Path.Combine(_project.In("reports"), "model-tests.html");

    [Fact]
    public void The_test_console_leaves_reports_that_tell_each_outcome_and_names_them_in_its_line()
    {
        var run = _project.Test();

        AssertReports();
        var line = Assert.Single(run.Output.Split('\n'), line => line.Contains("TrainForge: ", StringComparison.Ordinal));
        Assert.Contains($"2 tests on record, 1 failed when last run, reported in {Page}", line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_testing_platform_leaves_the_same_and_names_the_page_among_its_files()
    {
        _project.Write("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");

        var run = _project.Test();

        AssertReports();
        Assert.Equal(1, run.Output.Split('\n').Count(line => line.Contains($"- {Page}", StringComparison.Ordinal)));
    }

    // The stand-in for PlantUML waits until the run that started it is over: had the run waited for it, neither would ever end.
    [Fact]
    public void Pictures_are_drawn_beside_the_end_of_a_run_which_does_not_wait_for_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for PlantUML is a shell script.");
        var bin = Directory.CreateDirectory(Path.Combine(_folder.FullName, "bin")).FullName;
        var over = Path.Combine(_folder.FullName, "over");
        File.WriteAllText(Path.Combine(bin, "plantuml"), $"""
            #!/bin/sh
            while [ ! -e "{over}" ]; do sleep 0.1; done
            echo drawn > "$(echo "$4" | sed 's/puml$/png/')"

            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(bin, "plantuml"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var run = _project.RunWith(new() { ["PATH"] = $"{bin}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}" }, "test");
        var before = Pictures();
        File.WriteAllText(over, "");

        Assert.Contains("reported in", run.Output, StringComparison.Ordinal);
        Assert.Empty(before);
        Assert.True(SpinWait.SpinUntil(() => Pictures().Length == 2, TimeSpan.FromMinutes(2)), run.Output);
        Assert.Equal(Diagrams().Select(d => Path.ChangeExtension(d, ".png")), Pictures());

        // Whoever deletes the folder must not come between.
        Assert.True(SpinWait.SpinUntil(IsFree, TimeSpan.FromMinutes(2)));
    }

    private string[] Pictures() => [.. Directory.GetFiles(_project.In("reports"), "*.png").Order(StringComparer.Ordinal)];

    private string[] Diagrams() => [.. Directory.GetFiles(_project.In("reports"), "*.puml").Order(StringComparer.Ordinal)];

    private bool IsFree()
    {
        try
        {
            using var file = new FileStream(Path.Combine(_project.In("cache"), "pictures.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void AssertReports()
    {
        var summary = File.ReadAllText(Path.Combine(_project.In("reports"), "model-tests-latest.txt"));
        var page = File.ReadAllText(Page);
        var diagrams = Diagrams().Select(File.ReadAllText).ToList();

        Assert.StartsWith("Model tests: 2 in all, 1 passed, 1 failed, 0 skipped, 0 without a result.\n", summary, StringComparison.Ordinal);
        Assert.Contains("\nPASS     Shop.Orders.Refund_is_offered\n", summary, StringComparison.Ordinal);
        Assert.Contains("\nFAIL     Shop.Orders.Refund_is_refused\n", summary, StringComparison.Ordinal);
        Assert.Contains("<h1>1 of 2 model tests failed</h1>", page, StringComparison.Ordinal);
        Assert.Contains("A year is too long.", page, StringComparison.Ordinal);
        Assert.Contains("Yes, for fourteen days.", page, StringComparison.Ordinal);
        Assert.Equal(2, diagrams.Count);
        Assert.Single(diagrams, d => d.Contains("hnote over Test #palegreen : PASS", StringComparison.Ordinal) && d.Contains("Is the refund offered?", StringComparison.Ordinal));
        Assert.Single(diagrams, d => d.Contains("hnote over Test #salmon : FAIL", StringComparison.Ordinal));
    }
}
