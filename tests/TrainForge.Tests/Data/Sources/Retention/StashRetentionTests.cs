using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Sources.Retention;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources.Retention;

public sealed class StashRetentionTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Recording _recording;

    // Two hours after everything here is written, no run is young.
    private readonly FixedClock _later = new(DateTimeOffset.UtcNow.AddHours(2));

    public StashRetentionTests() => _recording = new Recording(_folder.File("ro ot"));

    public void Dispose() => _folder.Dispose();

    private DatasetBuildOptions Options => _recording.Options with { Capture = new CaptureOptions { KeepRuns = 2 }, Clock = _later };

    private Task<BuiltDataset> BuildAsync() => DatasetBuilder.BuildAsync(Options, CancellationToken.None);

    [Fact]
    public async Task A_build_reads_the_newest_runs_of_each_test_and_then_removes_the_others()
    {
        foreach (var run in Enumerable.Range(1, 4))
        {
            _recording.Ask("Shop.Tests.Often", "Often?", $"A{run}.", run: $"run-{run}");
        }

        _recording.Ask("Shop.Tests.Seldom", "Seldom?", "S.", run: "run-1");

        var built = await BuildAsync();
        var rows = string.Concat(Directory.GetFiles(Path.Combine(built.Folder, "sft"), "*.jsonl").Where(f => !f.Contains("tiny", StringComparison.Ordinal)).Select(File.ReadAllText));

        Assert.Equal(2, built.StashesRemoved);
        Assert.Equal(["run-1", "run-3", "run-4"], Runs());
        Assert.Single(StashReader.Find(Run("run-1")));
        Assert.Contains("A3.", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("A2.", rows, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Aside));
    }

    [Fact]
    public async Task What_was_removed_is_no_change_for_the_next_build()
    {
        Often(4);
        await BuildAsync();

        var second = await BuildAsync();

        Assert.True(second.Unchanged);
        Assert.Equal(0, second.StashesRemoved);
    }

    [Fact]
    public async Task A_runs_results_go_with_its_last_stash_and_a_strangers_file_keeps_its_place()
    {
        Often(4);
        File.WriteAllText(Path.Combine(Run("run-1"), StashPaths.Results), "");
        File.WriteAllText(Path.Combine(Run("run-2"), "notes.txt"), "mine");

        await BuildAsync();

        Assert.Equal(["run-2", "run-3", "run-4"], Runs());
        Assert.Equal(["notes.txt"], Directory.GetFileSystemEntries(Run("run-2")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_run_in_which_something_is_young_is_left_alone_and_not_read()
    {
        Often(4);
        File.SetLastWriteTimeUtc(Path.Combine(StashReader.Find(Run("run-1"))[0], StashPaths.Interactions), _later.Now.UtcDateTime.AddMinutes(-59));

        var built = await BuildAsync();

        Assert.Equal(1, built.StashesRemoved);
        Assert.Equal(["run-1", "run-3", "run-4"], Runs());
    }

    [Fact]
    public async Task A_run_whose_writer_lives_is_left_alone_however_old_it_is()
    {
        Often(4);
        var name = new StashName("Shop.Tests.Slow", "Shop.Tests.Slow", "Shop.Tests", "net10.0");
        using (StashWriter.Create(Run("run-1"), name))
        {
            await BuildAsync();
            Assert.Equal(["run-1", "run-3", "run-4"], Runs());
            Assert.Equal(2, StashReader.Find(Run("run-1")).Count);
        }

        await BuildAsync();
        Assert.Single(StashReader.Find(Run("run-1")));
    }

    [Fact]
    public async Task A_build_that_fails_removes_nothing()
    {
        foreach (var run in Enumerable.Range(1, 4))
        {
            _recording.Ask("Shop.Tests.Bad", "Q", $"A{run}", Outcome.Failed, $"run-{run}");
        }

        await Assert.ThrowsAsync<Diagnostics.TrainForgeException>(BuildAsync);

        Assert.Equal(4, Runs().Length);
    }

    [Fact]
    public async Task A_build_that_reads_no_stashes_removes_none()
    {
        Often(4);
        await Assert.ThrowsAsync<Diagnostics.TrainForgeException>(() => DatasetBuilder.BuildAsync(
            Options with { Dataset = new DatasetOptions { Sources = ["codex"] } }, CancellationToken.None));

        Assert.Equal(4, Runs().Length);
    }

    [Fact]
    public async Task What_a_killed_removal_left_aside_goes_with_the_next_build()
    {
        Often(2);
        StashRetention.MoveAside(_recording.Root, Run("run-1"));

        await BuildAsync();

        Assert.Equal(["run-2"], Runs());
        Assert.False(Directory.Exists(Aside));
    }

    [Fact]
    public async Task Two_datasets_built_at_once_share_the_stashes_without_a_quarrel()
    {
        Often(6);
        string[] names = ["one", "two", "three"];

        var built = await Task.WhenAll(names.Select(name => Task.Run(() => DatasetBuilder.BuildAsync(Options with { Dataset = new DatasetOptions { Name = name } }, CancellationToken.None))));

        Assert.Equal(4, built.Sum(b => b.StashesRemoved));
        Assert.All(built, b => Assert.Empty(b.Problems));
        Assert.Single(built.Select(b => b.Manifest.Stages[0].In).Distinct());
    }

    [Fact]
    public async Task A_version_whose_stashes_went_cannot_be_verified_and_nobody_claims_otherwise()
    {
        Often(2);
        var first = await BuildAsync();
        _recording.Ask("Shop.Tests.Often", "Often?", "A3.", run: "run-3");
        await BuildAsync();

        var proof = await DatasetVerification.RunAsync(DatasetVersions.Find(_recording.Root, "main", first.Version), Options, CancellationToken.None);

        Assert.False(proof.CanTell);
    }

    // A file where the folder for removals should be: no move succeeds, on whatever system and by whatever user.
    [Fact]
    public async Task What_cannot_be_removed_is_one_warning_and_the_version_is_there()
    {
        Often(4);
        Directory.CreateDirectory(_recording.Root.Cache);
        File.WriteAllText(Aside, "");

        var built = await BuildAsync();

        Assert.Equal(("v0001", 0), (built.Version, built.StashesRemoved));
        Assert.Contains("2 folders", Assert.Single(built.Problems, p => p.Rule.Code == "TF5110").Message, StringComparison.Ordinal);
        Assert.Equal(4, Runs().Length);
    }

    [Fact]
    public void A_run_that_somebody_deleted_meanwhile_is_no_trouble()
    {
        Often(4);
        var selection = StashSelection.Of(StashIndex.Read(_recording.Root, remember: true, CancellationToken.None), 2);
        Directory.Delete(Run("run-1"), recursive: true);

        var report = new StashRetention(_recording.Root, _later).Remove(selection, CancellationToken.None);

        Assert.Equal(1, report.Removed);
        Assert.Empty(report.Problems);
    }

    private string Aside => Path.Combine(_recording.Root.Cache, "removing");

    private string Run(string name) => Path.Combine(_recording.Root.Stashes, name);

    private string[] Runs() => [.. Directory.GetDirectories(_recording.Root.Stashes).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    private void Often(int runs)
    {
        foreach (var run in Enumerable.Range(1, runs))
        {
            _recording.Ask("Shop.Tests.Often", "Often?", $"A{run}.", run: $"run-{run}");
        }

        // One group alone cannot be divided.
        _recording.Ask("Shop.Tests.Once", "Once?", "O.", run: $"run-{runs}");
    }
}
