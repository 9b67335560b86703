using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Files;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data;

public sealed class RunResultsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Recording Recorded() => new(_folder.File("root"));

    [Fact]
    public async Task A_test_that_fails_in_Dispose_is_not_trained_on_and_the_manifest_counts_it_apart()
    {
        var recording = Recorded();
        recording.AskMany(5);
        recording.Ask("Shop.Tests.Bad", "Wrong?", "Yes.");
        Told(recording, Result("Shop.Tests.Bad", Outcome.Failed), Result("Shop.Tests.Case0", Outcome.Passed));

        var build = await recording.BuildAsync();

        Assert.Equal(1, build.Manifest.Stages[0].Dropped["test-failed-after-end"]);
        var provenance = File.ReadAllText(Path.Combine(build.Folder, "provenance.json"));
        Assert.Contains("\"in_process\": \"passed\"", provenance, StringComparison.Ordinal);
        Assert.Contains("\"runner-disagrees:passed-failed\": 1", provenance, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_that_come_later_are_noticed_by_the_next_build()
    {
        var recording = Recorded();
        recording.AskMany(5);
        var before = await recording.BuildAsync();

        Told(recording, Result("Shop.Tests.Case0", Outcome.Failed));
        var after = await recording.BuildAsync();

        Assert.Equal(("v0001", "v0002"), (before.Version, after.Version));
    }

    [Fact]
    public async Task A_skipped_test_without_a_stash_is_counted_and_gives_no_example()
    {
        var recording = Recorded();
        recording.AskMany(5);
        Told(recording, Result("Shop.Tests.Left_out", Outcome.Skipped), Result("Shop.Tests.Case1", Outcome.Passed));

        var build = await recording.BuildAsync();

        Assert.Contains("\"skipped-without-stash\": 1", File.ReadAllText(Path.Combine(build.Folder, "provenance.json")), StringComparison.Ordinal);
        Assert.Empty(build.Manifest.Stages[0].Dropped);
    }

    [Fact]
    public async Task A_pass_after_a_failure_in_the_same_run_is_kept_and_marked_flaky()
    {
        var recording = Recorded();
        recording.AskMany(5);
        recording.Ask("Shop.Tests.Shaky", "Right?", "No.", Outcome.Failed, attempt: 1);
        recording.Ask("Shop.Tests.Shaky", "Right?", "Yes.", Outcome.Passed, attempt: 2);

        var build = await recording.BuildAsync();

        Assert.Equal(1, build.Manifest.Stages[0].Dropped["test-failed"]);
        var provenance = File.ReadAllText(Path.Combine(build.Folder, "provenance.json"));
        Assert.Equal(2, provenance.Split("\"flaky\": true").Length - 1);
        Assert.Contains("\"flaky\": 1", provenance, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Outcome.Passed, 1, "failed", Outcome.Failed)]
    [InlineData(Outcome.Failed, 1, "passed", Outcome.Failed)]
    [InlineData(Outcome.None, 1, "passed", Outcome.Passed)]
    [InlineData(Outcome.Passed, 1, "none", Outcome.Passed)]
    [InlineData(Outcome.Passed, 1, "passed failed", Outcome.Failed)]
    [InlineData(Outcome.Passed, 2, "failed passed", Outcome.Passed)]
    [InlineData(Outcome.Passed, 2, "failed", Outcome.Failed)]
    public void The_runner_takes_a_pass_away_but_gives_none(Outcome inProcess, int attempt, string told, Outcome expected)
    {
        var recording = Recorded();
        Told(recording, [.. told.Split(' ').Select(outcome => Result("Shop.Tests.A", Enum.Parse<Outcome>(outcome, ignoreCase: true)))]);

        var judged = Read(recording).Judge(Metadata("Shop.Tests.A") with { Outcome = inProcess, Attempt = attempt });

        Assert.Equal(expected, judged);
    }

    [Theory]
    [InlineData("xunit3", "N.T.Row(i: 2)", "N.T.Row", "N.T.Row(i: 2)", true)]
    [InlineData("xunit3", "N.T.Row(i: 1)", "N.T.Row", "N.T.Row(i: 2)", false)]
    [InlineData("nunit", "N.T.Row(2)", "N.T.Row(2)", "Row(2)", true)]
    [InlineData("nunit", "N.T.nice name", "N.T.nice name", "nice name", true)]
    [InlineData("mstest", "N.T.Row (2)", "N.T.Row", "Row (2)", true)]
    [InlineData("mstest", "N.T.Row (1)", "N.T.Row", "Row (2)", false)]
    public void Every_frameworks_names_find_their_result(string framework, string name, string fullyQualified, string shown, bool found)
    {
        var recording = Recorded();
        Told(recording, Result(fullyQualified, Outcome.Failed) with { DisplayName = shown });

        var judged = Read(recording).Judge(Metadata(name) with { TestFramework = framework, ClassName = "N.T", Method = "Row" });

        Assert.Equal(found ? Outcome.Failed : Outcome.Passed, judged);
    }

    [Fact]
    public void Another_framework_and_another_assembly_are_other_tests_and_a_torn_line_is_told()
    {
        var recording = Recorded();
        Told(recording, Result("Shop.Tests.A", Outcome.Failed) with { TargetFramework = "net9.0" }, Result("Shop.Tests.A", Outcome.Failed) with { Assembly = "Other" });
        File.AppendAllText(Path.Combine(Run(recording), StashPaths.Results), "{}\n{\"schema");
        var problems = new List<string>();

        var judged = RunResults.Read(Run(recording), problem => problems.Add(problem.Rule.Code)).Judge(Metadata("Shop.Tests.A"));

        Assert.Equal(Outcome.Passed, judged);
        Assert.Equal(2, problems.Count);
    }

    private static RunResults Read(Recording recording) => RunResults.Read(Run(recording), problem => Assert.Fail(problem.ToString()));

    private static string Run(Recording recording) => StashPaths.RunFolder(recording.Root, "run-1");

    private static void Told(Recording recording, params RunResult[] results)
    {
        using var file = LineAppender.OpenSole(Path.Combine(Run(recording), StashPaths.Results));
        foreach (var result in results)
        {
            file.Append(StashJson.ToLine(result));
        }
    }

    private static RunResult Result(string test, Outcome outcome) => new()
    {
        Assembly = "Shop.Tests",
        TargetFramework = "net10.0",
        FullyQualifiedName = test,
        DisplayName = test,
        Outcome = outcome,
    };

    private static StashMetadata Metadata(string test) => new()
    {
        TestName = test,
        DisplayName = test,
        TestId = test,
        Assembly = "Shop.Tests",
        TargetFramework = "net10.0",
        Outcome = Outcome.Passed,
        RunId = "run-1",
        Timestamp = default,
        DurationSeconds = 1,
    };
}
