using TrainForge.Conversations;
using TrainForge.Data.Sources.Retention;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources.Retention;

public sealed class StashSelectionTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Recording _recording;

    public StashSelectionTests() => _recording = new Recording(_folder.File("ro ot"));

    public void Dispose() => _folder.Dispose();

    private StashSelection Select(int keepRuns) => StashSelection.Of(StashIndex.Read(_recording.Root, remember: true, CancellationToken.None), keepRuns);

    [Fact]
    public void Of_each_test_the_newest_runs_in_which_it_ran_are_chosen()
    {
        foreach (var run in Enumerable.Range(1, 4))
        {
            _recording.Ask("Shop.Tests.Often", "Q", $"A{run}", run: $"run-{run}");
        }

        _recording.Ask("Shop.Tests.Seldom", "Q", "A", run: "run-1");

        Assert.Equal(["run-1 Seldom", "run-3 Often", "run-4 Often"], Said(Select(2).Chosen));
        Assert.Equal(["run-1 Often", "run-2 Often"], Said(Select(2).PassedOver));
    }

    [Fact]
    public void A_run_of_one_test_pushes_out_nothing_of_the_others()
    {
        _recording.AskMany(3, "run-1");
        foreach (var run in Enumerable.Range(2, 9))
        {
            _recording.Ask("Shop.Tests.Case0", "Q", $"A{run}", run: $"run-{run}");
        }

        var chosen = Said(Select(5).Chosen);

        Assert.Contains("run-1 Case1", chosen);
        Assert.Contains("run-1 Case2", chosen);
        Assert.DoesNotContain("run-1 Case0", chosen);
    }

    [Fact]
    public void All_attempts_of_a_run_count_as_one()
    {
        foreach (var run in new[] { "run-1", "run-2" })
        {
            _recording.Ask("Shop.Tests.Flaky", "Q", "No.", Outcome.Failed, run, attempt: 1);
            _recording.Ask("Shop.Tests.Flaky", "Q", "Yes.", Outcome.Passed, run, attempt: 2);
        }

        Assert.Equal(["run-2 Flaky", "run-2 Flaky"], Said(Select(1).Chosen));
    }

    [Fact]
    public void The_time_of_the_attempt_counts_and_not_the_name_of_the_run()
    {
        foreach (var run in new[] { "run-9", "run-10", "run-11" })
        {
            _recording.Ask("Shop.Tests.A", "Q", run, run: run);
        }

        Assert.Equal(["run-10 A", "run-11 A"], Said(Select(2).Chosen));
    }

    [Fact]
    public void A_checkout_elsewhere_has_the_same_tests_under_other_ids()
    {
        _recording.Ask("Shop.Tests.A", "Q", "1", run: "run-1");
        var other = _recording.Ask("Shop.Tests.A", "Q", "2", run: "run-2");
        var metadata = StashReader.Metadata(other)!;
        File.WriteAllBytes(Path.Combine(other, StashPaths.Metadata), StashJson.ToPage(metadata with { TestId = "made of another path" }));

        Assert.Equal(["run-2 A"], Said(Select(1).Chosen));
    }

    [Fact]
    public void Attempts_that_never_ended_push_out_none_that_did()
    {
        _recording.Ask("Shop.Tests.A", "Q", "1", run: "run-1");
        foreach (var run in Enumerable.Range(2, 6))
        {
            File.Delete(Path.Combine(_recording.Ask("Shop.Tests.A", "Q", "?", run: $"run-{run}"), StashPaths.Metadata));
        }

        Assert.Equal(["run-1 A", "run-6 A", "run-7 A"], Said(Select(2).Chosen));
    }

    [Theory]
    [InlineData("ingested/0123456789abcdef")]
    [InlineData("by-hand/deeper/run-1/test")]
    [InlineData("alone")]
    public void What_lies_otherwise_than_in_a_run_is_always_chosen(string place)
    {
        var stash = _recording.Ask("Shop.Tests.A", "Q", "1", run: "run-1");
        var elsewhere = Path.Combine(_recording.Root.Stashes, place);
        Directory.CreateDirectory(Path.GetDirectoryName(elsewhere)!);
        Directory.Move(stash, elsewhere);
        _recording.Ask("Shop.Tests.A", "Q", "2", run: "run-2");
        _recording.Ask("Shop.Tests.A", "Q", "3", run: "run-3");

        var selection = Select(1);

        Assert.Contains(place, selection.Places);
        Assert.Equal(["run-2 A"], Said(selection.PassedOver));
    }

    // Changing what is remembered of a file shows that it is not opened again; changing the file shows that it is.
    [Fact]
    public void Metadata_is_read_once_and_again_when_it_changes()
    {
        var first = _recording.Ask("Shop.Tests.A", "Q", "1", run: "run-1");
        _recording.Ask("Shop.Tests.A", "Q", "2", run: "run-2");
        Select(1);
        var cache = Path.Combine(_recording.Root.Cache, "stashes.txt");
        File.WriteAllText(cache, File.ReadAllText(cache).Replace(TestKey.Of(StashReader.Metadata(first)!), new string('0', 24), StringComparison.Ordinal));

        var remembered = Said(Select(1).Chosen);
        File.SetLastWriteTimeUtc(Path.Combine(first, StashPaths.Metadata), DateTime.UtcNow.AddMinutes(5));
        var again = StashIndex.Read(_recording.Root, remember: true, CancellationToken.None).Entries[0].Test;

        Assert.Equal(["run-2 A"], remembered);
        Assert.Equal(TestKey.Of(StashReader.Metadata(first)!), again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("stashes 0\n1 2 - - 0 1 run-1/x\n")]
    [InlineData("stashes 1\n\0\0 garbage\n9 9 9 9\n1 -2 - - 0 1 run-1/x\n1 2 - - 9223372036854775807 1 y")]
    public void A_damaged_memory_is_none(string text)
    {
        _recording.AskMany(2);
        Directory.CreateDirectory(_recording.Root.Cache);
        File.WriteAllText(Path.Combine(_recording.Root.Cache, "stashes.txt"), text);

        Assert.All(StashIndex.Read(_recording.Root, remember: true, CancellationToken.None).Entries, e => Assert.NotNull(e.Test));
        Assert.Equal(3, File.ReadAllLines(Path.Combine(_recording.Root.Cache, "stashes.txt")).Length);
    }

    [Fact]
    public void Looking_alone_writes_nothing()
    {
        _recording.AskMany(2);

        StashIndex.Read(_recording.Root, remember: false, CancellationToken.None);

        Assert.False(Directory.Exists(_recording.Root.Cache));
    }

    private static string[] Said(IEnumerable<StashEntry> entries) =>
        [.. entries.Select(e => $"{e.Place.Split('/')[0]} {e.Place.Split("Shop.Tests.")[^1].Split('-')[0]}").Order(StringComparer.Ordinal)];
}
