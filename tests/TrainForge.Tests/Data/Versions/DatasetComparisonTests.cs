using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Versions;
using TrainForge.Options;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Versions;

public sealed class DatasetComparisonTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Recording _recorded;

    public DatasetComparisonTests()
    {
        _recorded = new Recording(_folder.File("root ğ"));
        _recorded.AskMany(12);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_version_is_the_same_as_itself()
    {
        await _recorded.BuildAsync();

        var difference = await CompareAsync("v0001", "v0001");

        Assert.True(difference.IsSame);
        Assert.Empty(difference.Examples);
    }

    [Fact]
    public async Task Says_what_came_and_why()
    {
        _recorded.Ask("Shop.Tests.Late", "When?", "Now.", Outcome.Failed);
        await _recorded.BuildAsync();
        _recorded.Ask("Shop.Tests.Late", "When?", "Now.", run: "run-2");
        _recorded.Ask("Shop.Tests.New", "What?", "This.", run: "run-2");
        await _recorded.BuildAsync();

        var difference = await CompareAsync("v0001", "v0002");
        var examples = difference.Examples.Where(e => e.Kind == "sft").ToList();

        Assert.All(examples, e => Assert.Equal(ChangeKind.Added, e.Change));
        Assert.Equal("left out before: test-failed in stage outcome", Why("Shop.Tests.Late"));
        Assert.Equal("not seen before", Why("Shop.Tests.New"));
        Assert.Contains(difference.Counts, c => c is { Name: "outcome left out: test-failed", Before: "1", After: null });

        string Why(string test) => Assert.Single(examples, e => e.Test!.Contains(test, StringComparison.Ordinal)).Why;
    }

    [Fact]
    public async Task Says_what_went_and_why()
    {
        await _recorded.BuildAsync();
        Directory.Delete(_recorded.Root.Stashes, recursive: true);
        for (var i = 2; i < 12; i++)
        {
            _recorded.Ask($"Shop.Tests.Case{i}", $"What is {i}?", $"It is {i}, İ ı.", i == 2 ? Outcome.Failed : Outcome.Passed);
        }

        _recorded.Ask("Shop.Tests.Case3", "What is 3 really?", "It is three.", run: "run-2");
        Directory.Delete(Directory.GetDirectories(Path.Combine(_recorded.Root.Stashes, "run-1")).Single(d => d.EndsWith("shop-tests-case3", StringComparison.OrdinalIgnoreCase) || d.Contains("Case3", StringComparison.OrdinalIgnoreCase)), recursive: true);
        await _recorded.BuildAsync();

        var difference = await CompareAsync("v0001", "v0002");

        Assert.Equal("not among what was read", Gone("Case0"));
        Assert.Equal("left out now: test-failed in stage outcome", Gone("Case2"));
        Assert.Equal("its test has other conversations now", Gone("Case3"));
        Assert.Equal("its test had other conversations before", Assert.Single(difference.Examples, e => e is { Change: ChangeKind.Added, Kind: "sft" }).Why);

        string Gone(string test) => Assert.Single(difference.Examples, e => e.Kind == "sft" && e.Change == ChangeKind.Removed && e.Test!.EndsWith(test, StringComparison.Ordinal)).Why;
    }

    [Fact]
    public async Task Says_which_setting_moved_examples()
    {
        await _recorded.BuildAsync();
        await DatasetBuilder.BuildAsync(_recorded.Options with { Dataset = new DatasetOptions { Split = new SplitOptions { Seed = 7, ValidPercent = 40 } } }, CancellationToken.None);

        var difference = await CompareAsync("v0001", "v0002");

        Assert.NotEmpty(difference.Examples);
        Assert.All(difference.Examples, e => Assert.Equal(ChangeKind.Moved, e.Change));
        Assert.Contains(difference.Settings, s => s is { Name: "dataset.split.seed", Before: "42", After: "7" });
    }

    [Fact]
    public async Task Every_changed_example_is_counted_once()
    {
        await _recorded.BuildAsync();
        _recorded.Ask("Shop.Tests.New", "What?", "This.", run: "run-2");
        await _recorded.BuildAsync();
        var old = DatasetVersions.Find(_recorded.Root, "main", "v0001").Manifest;
        var now = DatasetVersions.Find(_recorded.Root, "main", "v0002").Manifest;

        var difference = await CompareAsync("v0001", "v0002");

        var added = difference.Examples.Count(e => e.Change == ChangeKind.Added);
        var removed = difference.Examples.Count(e => e.Change == ChangeKind.Removed);
        Assert.Equal(Rows(now) - Rows(old), added - removed);

        static long Rows(Datasets.DatasetManifest manifest) => manifest.Rows("sft/train.jsonl") + manifest.Rows("sft/valid.jsonl");
    }

    private Task<DatasetDifference> CompareAsync(string before, string after) => Task.FromResult(DatasetComparison.Run(
        DatasetVersions.Find(_recorded.Root, "main", before), DatasetVersions.Find(_recorded.Root, "main", after), CancellationToken.None));
}
