using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Repositories;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Capture;

public sealed class AttemptsTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Attempts_that_end_alike_are_not_flaky_and_the_first_that_differs_marks_them_all()
    {
        Run("Shaky", Outcome.Failed);
        Run("Shaky", Outcome.Failed);
        Assert.All(Metadata(_host), m => Assert.False(m.Flaky));

        Run("Shaky", Outcome.Passed);
        Run("Shaky", Outcome.Passed);
        Run("Other", Outcome.Passed);

        Assert.Equal(
            ["Other #1 passed False", "Shaky #1 failed True", "Shaky #2 failed True", "Shaky #3 passed True", "Shaky #4 passed True"],
            Metadata(_host).Select(m => $"{m.TestName} #{m.Attempt} {Names(m.Outcome)} {m.Flaky}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_outcome_that_nobody_knows_differs_from_none()
    {
        Run("Lesser", Outcome.None);
        Run("Lesser", Outcome.Passed);

        Assert.All(Metadata(_host), m => Assert.False(m.Flaky));
    }

    [Fact]
    public void An_earlier_attempt_that_is_gone_does_not_cost_the_one_that_ends()
    {
        Run("Shaky", Outcome.Failed);
        Directory.Delete(Assert.Single(_host.Folders), recursive: true);

        Run("Shaky", Outcome.Passed);

        Assert.Equal((2, Outcome.Passed, true), Metadata(_host).Select(m => (m.Attempt, m.Outcome, m.Flaky)).Single());
        Assert.Equal("", _host.Stderr.ToString());
    }

    // Platforms that try failed tests again start another process, which has the name of the run from the first.
    [Fact]
    public void The_next_process_of_the_same_run_goes_on_counting()
    {
        Run("Again", Outcome.Failed);
        Run("Again", Outcome.Failed);
        using var next = new TestHost(settings => settings with { Root = _host.Root });

        Run("Again", Outcome.Passed, next);

        Assert.Equal(
            ["1 failed True", "2 failed True", "3 passed True"],
            Metadata(_host).Select(m => $"{m.Attempt} {Names(m.Outcome)} {m.Flaky}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_stash_names_the_commit_even_when_git_answers_after_its_end()
    {
        var here = GitReader.Read(Repo.Root)!.Context;
        using var host = new TestHost(settings => settings with { Project = Repo.Root });
        Run("Quick", Outcome.Passed, host);

        host.Host.Finish();
        Run("Later", Outcome.Passed, host);

        Assert.All(Metadata(host), m => Assert.Equal((here.Commit, here.Branch, here.Remote), (m.Git!.Commit, m.Git.Branch, m.Git.Remote)));
        Assert.Equal(2, host.Folders.Length);
    }

    [Fact]
    public void A_folder_without_a_repository_has_no_commit_and_no_warning()
    {
        using var folder = new TempFolder();
        using var host = new TestHost(settings => settings with { Project = folder.Path });
        Run("Plain", Outcome.Passed, host);

        host.Host.Finish();

        Assert.Null(Assert.Single(Metadata(host)).Git);
        Assert.Equal("", host.Stderr.ToString());
    }

    // The body goes on; the framework has told the runner and forgotten it.
    [Fact]
    public async Task A_test_whose_time_is_over_is_closed_as_timed_out_and_takes_nothing_more()
    {
        // The first call of a process takes its time, on a busy machine more than a second.
        using (var before = new TestHost())
        {
            before.Begin("Before").Record("first?", "Yes.");
            before.End("Before");
        }

        var test = TestHost.Test("Endless") with { Timeout = TimeSpan.FromSeconds(1) };
        _host.Host.Begin(test);
        var stash = _host.Current!;
        stash.Record("in time?", "Yes.");
        for (var waited = 0; waited < 200 && stash.IsRecording; waited++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        stash.Record("late?", "Yes.");
        _host.Host.End(test.Id, new TestEnd(Outcome.Passed));

        // The clock's own thread is closing the stash; it stopped recording first.
        for (var waited = 0; waited < 200 && Metadata(_host).Length == 0; waited++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        var metadata = Assert.Single(Metadata(_host));
        Assert.Equal((Outcome.TimedOut, 1L, 1.0), (metadata.Outcome, metadata.Interactions, metadata.DurationSeconds));
        Assert.Contains("1000 ms", metadata.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_ends_in_time_ends_as_its_framework_says_and_the_end_of_the_run_closes_only_what_had_its_time()
    {
        var test = TestHost.Test("Quick") with { Timeout = TimeSpan.FromHours(1) };
        _host.Host.Begin(test);
        _host.Current!.Record("quick?", "Yes.");
        _host.Host.Begin(TestHost.Test("Open") with { Timeout = TimeSpan.FromHours(1) });
        _host.Current!.Record("open?", "Yes.");

        _host.Host.Finish();
        _host.Host.End(test.Id, new TestEnd(Outcome.Failed));

        Assert.Equal(Outcome.Failed, Assert.Single(Metadata(_host)).Outcome);
    }

    [Fact]
    public void A_secret_in_an_argument_reaches_neither_a_name_nor_an_id_and_rows_stay_apart()
    {
        string[] secrets = ["ghp_" + new string('a', 36), "ghp_" + new string('b', 36)];
        foreach (var secret in secrets)
        {
            Run($"Logs_in(token: \"{secret}\")", Outcome.Passed);
        }

        var metadata = Metadata(_host);

        Assert.Equal(2, metadata.Select(m => m.TestId).Distinct().Count());
        Assert.All(metadata, m => Assert.Equal(1, m.Attempt));
        Assert.All(secrets, secret =>
        {
            Assert.DoesNotContain(_host.Folders, folder => folder.Contains(secret[..20], StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(_host.Folders, folder => File.ReadAllText(Path.Combine(folder, StashPaths.Metadata)).Contains(secret, StringComparison.Ordinal));
        });
    }

    private void Run(string name, Outcome outcome, TestHost? host = null)
    {
        host ??= _host;
        host.Begin(name).Record("How?", "So.");
        host.End(name, outcome);
    }

    private static StashMetadata[] Metadata(TestHost host) =>
        [.. host.Folders.Where(folder => File.Exists(Path.Combine(folder, StashPaths.Metadata))).Select(TestHost.Metadata)];

    private static string Names(Outcome outcome) => TrainForge.Conversations.Names.Of(outcome);
}
