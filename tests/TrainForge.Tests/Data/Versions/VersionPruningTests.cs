using TrainForge.Data.Pipeline;
using TrainForge.Data.Versions;
using TrainForge.Datasets;
using TrainForge.Files;
using TrainForge.Tests.Infra;
using TrainForge.Tool;

namespace TrainForge.Tests.Data.Versions;

public sealed class VersionPruningTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Recording _recorded;

    public VersionPruningTests() => _recorded = new Recording(_folder.File("root"));

    private string Dataset => DatasetPaths.Folder(_recorded.Root, "main");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keeps_the_newest_the_pinned_and_the_used()
    {
        await VersionsAsync(6);
        File.WriteAllText(Path.Combine(Dataset, "v0001" + DatasetPaths.PinSuffix), "");
        var used = DatasetVersions.Find(_recorded.Root, "main", "v0002").Manifest.ContentHash;

        var report = VersionPruning.Run(_recorded.Root, Dataset, 2, hash => hash == used, CancellationToken.None)!;

        Assert.Equal(["v0003", "v0004"], report.Removed);
        Assert.Equal(["v0001", "v0002", "v0005", "v0006"], DatasetPaths.Versions(Dataset).Select(Path.GetFileName));
        Assert.Empty(report.Problems);
    }

    [Fact]
    public async Task Keeps_everything_when_asked_to()
    {
        await VersionsAsync(3);

        Assert.Empty(VersionPruning.Run(_recorded.Root, Dataset, 0, _ => false, CancellationToken.None)!.Removed);
    }

    [Fact]
    public async Task Numbers_of_removed_versions_are_not_given_again()
    {
        await VersionsAsync(3);
        VersionPruning.Run(_recorded.Root, Dataset, 1, _ => false, CancellationToken.None);

        await VersionsAsync(1, from: 10);

        Assert.Equal(["v0003", "v0004"], DatasetPaths.Versions(Dataset).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_version_whose_record_is_broken_stays()
    {
        await VersionsAsync(3);
        File.WriteAllText(Path.Combine(Dataset, "v0001", DatasetPaths.Manifest), "{broken");

        Assert.Equal(["v0002"], VersionPruning.Run(_recorded.Root, Dataset, 1, _ => false, CancellationToken.None)!.Removed);
    }

    [Fact]
    public async Task Leaves_the_work_to_whoever_builds()
    {
        await VersionsAsync(3);
        using var build = FileLock.TryAcquire(Path.Combine(Dataset, DatasetPaths.BuildLock));

        Assert.Null(VersionPruning.Run(_recorded.Root, Dataset, 1, _ => false, CancellationToken.None));
        Assert.Equal(3, DatasetPaths.Versions(Dataset).Count);
    }

    // Who verifies reads a version for a while; who pins one relies on finding it afterwards.
    [Fact]
    public async Task Nothing_is_removed_while_somebody_holds_the_root()
    {
        await VersionsAsync(3);
        using var verify = RootLock.TryAcquire(_recorded.Root);

        Assert.Null(VersionPruning.Run(_recorded.Root, Dataset, 1, _ => false, CancellationToken.None));
        Assert.Equal(3, DatasetPaths.Versions(Dataset).Count);
    }

    [Fact]
    public async Task By_hand_it_says_who_holds_the_root()
    {
        await VersionsAsync(3);
        using var verify = RootLock.TryAcquire(_recorded.Root);
        var tool = new ToolRun(_folder.Path);

        Assert.Equal(1, await tool.RunAsync("dataset", "prune", "--keep", "1", "--yes", "--root", _recorded.Root.Folder));
        Assert.Matches("error TF3003: '.*root\\.lock' is held by process [0-9]+ ", tool.Error);
    }

    [Fact]
    public async Task A_version_is_pinned_while_nobody_can_remove_it()
    {
        await VersionsAsync(2);
        using var cancel = new CancellationTokenSource();
        using (RootLock.TryAcquire(_recorded.Root))
        {
            await cancel.CancelAsync();
            Assert.Equal(130, await CommandLine.RunAsync(["dataset", "pin", "v0001", "--root", _recorded.Root.Folder], new ToolRun(_folder.Path).Context, cancel.Token));
        }

        Assert.False(DatasetPaths.IsPinned(Path.Combine(Dataset, "v0001")));
        Assert.Equal(0, await new ToolRun(_folder.Path).RunAsync("dataset", "pin", "v0001", "--root", _recorded.Root.Folder));
        Assert.True(DatasetPaths.IsPinned(Path.Combine(Dataset, "v0001")));
    }

    [Fact]
    public async Task What_a_killed_removal_left_goes_the_next_time_and_was_no_version_meanwhile()
    {
        await VersionsAsync(3);
        Directory.Move(Path.Combine(Dataset, "v0001"), Path.Combine(Dataset, ".removing-v0001"));
        Assert.Equal(2, DatasetPaths.Versions(Dataset).Count);

        VersionPruning.Run(_recorded.Root, Dataset, 2, _ => false, CancellationToken.None);

        Assert.False(Directory.Exists(Path.Combine(Dataset, ".removing-v0001")));
    }

    private async Task VersionsAsync(int count, int from = 0)
    {
        for (var i = 0; i < count; i++)
        {
            _recorded.Ask($"Shop.Tests.Case{from + i}a", $"What is {from + i}?", $"It is {from + i}.");
            _recorded.Ask($"Shop.Tests.Case{from + i}b", $"And {from + i}?", $"That is {from + i}.");
            await _recorded.BuildAsync();
        }
    }
}
