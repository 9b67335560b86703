using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Datasets;

public sealed class BuildRequestTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _builds;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Builds_and_passes_the_summary_on()
    {
        Stash("r1");

        var reply = BuildRequest.Send(Settings(), Build, CancellationToken.None);

        Assert.Equal(BuildOutcome.Built, reply.Outcome);
        Assert.Equal(["TrainForge: v0001 with 1 stash"], reply.Lines);
    }

    [Fact]
    public void Starts_nothing_when_nothing_changed()
    {
        Stash("r1");
        BuildRequest.Send(Settings(), Build, CancellationToken.None);

        var again = BuildRequest.Send(Settings(), Build, CancellationToken.None);

        Assert.True(BuildRequest.IsCurrent(Settings()));
        Assert.Equal(BuildOutcome.Unchanged, again.Outcome);
        Assert.Empty(again.Lines);
        Assert.Equal(1, _builds);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_build_itself_removed_is_no_change_and_what_came_meanwhile_is(bool another)
    {
        Stash("r1");
        Stash("r2");
        BuildRequest.Send(
            Settings(),
            (settings, cancel) =>
            {
                Directory.Delete(_folder.File("stashes", "r1"), recursive: true);
                if (another)
                {
                    Stash("r3");
                }

                return Build(settings, cancel);
            },
            CancellationToken.None);

        Assert.Equal(!another, BuildRequest.IsCurrent(Settings()));
    }

    [Fact]
    public void Builds_again_when_a_test_left_a_stash_or_the_dataset_was_deleted()
    {
        Stash("r1");
        BuildRequest.Send(Settings(), Build, CancellationToken.None);

        Stash("r2");
        Assert.False(BuildRequest.IsCurrent(Settings()));
        var afterStash = BuildRequest.Send(Settings(), Build, CancellationToken.None);
        Directory.Delete(_folder.File("datasets"), recursive: true);
        var afterDelete = BuildRequest.Send(Settings(), Build, CancellationToken.None);

        Assert.Equal(BuildOutcome.Built, afterStash.Outcome);
        Assert.Equal(BuildOutcome.Built, afterDelete.Outcome);
    }

    // Another console wrote its results after the build had read the stashes they judge.
    [Fact]
    public void Builds_again_when_the_key_of_pseudonyms_is_another()
    {
        Stash("r1");
        File.WriteAllText(_folder.File("pseudonym.key"), "one");
        BuildRequest.Send(Settings(), Build, CancellationToken.None);
        Assert.True(BuildRequest.IsCurrent(Settings()));

        File.WriteAllText(_folder.File("pseudonym.key"), "other");

        Assert.False(BuildRequest.IsCurrent(Settings()));
    }

    [Fact]
    public void Builds_again_when_a_runner_said_more()
    {
        Stash("r1");
        BuildRequest.Send(Settings(), Build, CancellationToken.None);

        File.WriteAllText(_folder.File("stashes", "results.jsonl"), "{}");

        Assert.False(BuildRequest.IsCurrent(Settings()));
    }

    [Fact]
    public void Builds_again_after_a_failure()
    {
        Stash("r1");
        BuildRequest.Send(Settings(), (_, _) => new ToolOutput(1, null, ["a.yaml(3): error TF1001: no."]), CancellationToken.None);
        Assert.True(BuildRequest.IsKnownToFail(Settings()));
        Assert.False(BuildRequest.IsCurrent(Settings()));

        var again = BuildRequest.Send(Settings(), Build, CancellationToken.None);

        Assert.Equal(BuildOutcome.Built, again.Outcome);
    }

    [Fact]
    public void A_failure_is_forgotten_when_something_changes()
    {
        Stash("r1");
        BuildRequest.Send(Settings(), (_, _) => new ToolOutput(1, null, []), CancellationToken.None);

        Stash("r2");

        Assert.False(BuildRequest.IsKnownToFail(Settings()));
    }

    [Theory]
    [InlineData(0, "TrainForge: v1; 3 tests on record, 3 failed when last run, reported in p")]
    [InlineData(1, "TrainForge: 3 tests on record, 3 failed when last run, reported in p")]
    public void One_line_says_what_was_built_and_where_the_reports_lie(int exitCode, string expected)
    {
        Stash("r1");

        var reply = BuildRequest.Send(Settings(), (_, _) => new ToolOutput(exitCode, "v1", []) { Reports = "3 tests on record, 3 failed when last run, reported in p" }, CancellationToken.None);

        Assert.Equal(expected, reply.Lines.Last());
        Assert.Equal(Path.Combine(_folder.Path, "reports", "model-tests.html"), reply.Page);
    }

    [Fact]
    public void A_failing_tool_is_one_warning_after_its_own_lines()
    {
        Stash("r1");
        var reply = BuildRequest.Send(
            Settings(), (_, _) => new ToolOutput(1, "half a line", ["a.yaml(3): error TF1001: no."]), CancellationToken.None);

        Assert.Equal(BuildOutcome.Failed, reply.Outcome);
        Assert.Equal(["a.yaml(3): error TF1001: no."], reply.ToolLines);
        Assert.Equal("a.yaml(3): warning TF1001: no.", reply.Lines.First());
        Assert.Contains("warning TF5050", Assert.Single(reply.Lines.Skip(1)), StringComparison.Ordinal);
    }

    // A request that comes while another builds must not be lost, whoever serves it. The builds here are slow enough to overlap.
    [Fact]
    public async Task Of_many_at_once_one_builds_and_the_last_build_has_seen_every_stash()
    {
        var seen = 0;
        var together = 0;
        ToolOutput Slow(RuntimeSettings settings, CancellationToken cancel)
        {
            Assert.Equal(1, Interlocked.Increment(ref together));
            Volatile.Write(ref seen, Directory.GetDirectories(_folder.File("stashes")).Length);
            cancel.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(5));
            Interlocked.Increment(ref _builds);
            Interlocked.Decrement(ref together);
            return new ToolOutput(0, null, []);
        }

        await Parallel.ForEachAsync(Enumerable.Range(0, 40), new ParallelOptions { MaxDegreeOfParallelism = 8 }, (i, cancel) =>
        {
            Stash($"r{i}");
            var reply = BuildRequest.Send(Settings(), Slow, cancel);
            Assert.NotEqual(BuildOutcome.Failed, reply.Outcome);
            return ValueTask.CompletedTask;
        });

        Assert.Equal(40, Volatile.Read(ref seen));
        Assert.InRange(_builds, 1, 40);
        Assert.Empty(Directory.GetFiles(_folder.Path, "ask-*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Requests_that_come_during_a_build_are_left_to_it_and_cost_one_more_build()
    {
        var others = new List<BuildOutcome>();
        ToolOutput Disturbed(RuntimeSettings settings, CancellationToken cancel)
        {
            if (_builds == 0)
            {
                Stash("r2");
                others.Add(BuildRequest.Send(Settings(), Disturbed, cancel).Outcome);
                Stash("r3");
                others.Add(BuildRequest.Send(Settings(), Disturbed, cancel).Outcome);
            }

            return Build(settings, cancel);
        }

        Stash("r1");
        var reply = BuildRequest.Send(Settings(), Disturbed, CancellationToken.None);

        Assert.Equal([BuildOutcome.LeftToAnother, BuildOutcome.LeftToAnother], others);
        Assert.Equal(BuildOutcome.Built, reply.Outcome);
        Assert.Equal(2, _builds);
    }

    [Fact]
    public void Does_not_throw_when_the_request_cannot_be_written()
    {
        Stash("r1");
        File.WriteAllText(_folder.File("cache"), "not a folder");

        var reply = BuildRequest.Send(Settings(), Build, CancellationToken.None);

        Assert.Equal("TF5051", reply.Warning?.Rule.Code);
    }

    [Fact]
    public void Does_not_throw_when_the_build_does()
    {
        Stash("r1");
        var reply = BuildRequest.Send(Settings(), (_, _) => throw new InvalidOperationException("broken"), CancellationToken.None);

        Assert.Equal(BuildOutcome.Failed, reply.Outcome);
    }

    [Fact]
    public void Cancelling_ends_with_a_warning_and_leaves_the_lock_free()
    {
        Stash("r1");
        using var cancel = new CancellationTokenSource();
        ToolOutput Endless(RuntimeSettings settings, CancellationToken token)
        {
            cancel.Cancel();
            token.ThrowIfCancellationRequested();
            return new ToolOutput(0, null, []);
        }

        var cancelled = BuildRequest.Send(Settings(), Endless, cancel.Token);
        var next = BuildRequest.Send(Settings(), Build, CancellationToken.None);

        Assert.Equal("TF5050", cancelled.Warning?.Rule.Code);
        Assert.Equal(BuildOutcome.Built, next.Outcome);
    }

    [Fact]
    public void Switched_off_it_leaves_no_trace()
    {
        Stash("r1");
        var reply = BuildRequest.Send(Settings() with { Enabled = false }, Build, CancellationToken.None);

        Assert.Equal(BuildOutcome.Skipped, reply.Outcome);
        Assert.Equal([_folder.File("stashes")], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Tests_that_recorded_nothing_start_nothing_and_leave_nothing()
    {
        var reply = BuildRequest.Send(Settings(), Build, CancellationToken.None);

        Assert.Equal(BuildOutcome.Skipped, reply.Outcome);
        Assert.True(BuildRequest.IsCurrent(Settings()));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_missing_tool_says_where_it_was_looked_for()
    {
        Stash("r1");
        var reply = BuildRequest.Send(Settings() with { Tool = _folder.File("gone", "trainforge.dll") }, CancellationToken.None);

        Assert.Equal("TF5050", reply.Warning?.Rule.Code);
        Assert.Contains(_folder.File("gone", "trainforge.dll"), reply.Warning!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_real_process_gets_its_arguments_and_its_errors_come_back()
    {
        Stash("r1");

        // The host itself is a tool that refuses 'dataset': no such assembly command. Its complaint is on stderr.
        var notAnAssembly = _folder.File("trainforge.dll");
        File.WriteAllText(notAnAssembly, "");

        var reply = BuildRequest.Send(Settings() with { Tool = notAnAssembly }, CancellationToken.None);

        Assert.Equal(BuildOutcome.Failed, reply.Outcome);
        Assert.NotEmpty(reply.ToolLines);
        Assert.NotNull(reply.Warning);
    }

    [Fact]
    public void Arguments_are_a_list_and_say_only_what_was_set()
    {
        var settings = Settings() with { Tool = "/a b/trainforge.dll", Root = "/ro ot/.trainforge" };

        Assert.Equal(
            ["/a b/trainforge.dll", "dataset", "build", "--reports", "--reads", "/ro ot/.trainforge/cache/requests/main/reads.txt", "--root", "/ro ot/.trainforge"],
            DatasetTool.Arguments(settings));
        Assert.Equal(
            ["--name", "chat", "--config", "/c.yaml"],
            DatasetTool.Arguments(settings with { Dataset = "chat", Config = "/c.yaml" }).Skip(8));
    }

    private RuntimeSettings Settings() => new() { Enabled = true, Root = _folder.Path, Project = _folder.Path, Tool = "trainforge.dll" };

    private void Stash(string run)
    {
        var folder = Directory.CreateDirectory(_folder.File("stashes", run)).FullName;
        File.WriteAllText(Path.Combine(folder, "metadata.json"), "{}");
    }

    private ToolOutput Build(RuntimeSettings settings, CancellationToken cancel)
    {
        var number = Interlocked.Increment(ref _builds);
        var version = Directory.CreateDirectory(_folder.File("datasets", "main", $"v{number:0000}")).FullName;
        File.WriteAllText(Path.Combine(version, "MANIFEST.json"), "{}");
        return new ToolOutput(0, $"v{number:0000} with 1 stash", []);
    }
}
