using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Pipeline;

/// <summary>What builds leave for the next: it decides how long that takes, and not one byte of it.</summary>
public sealed class ShardCacheTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Recording _recording;

    public ShardCacheTests()
    {
        _recording = new Recording(_folder.File("root ı"));
        _recording.AskMany(20);
        _recording.Ask("Shop.Tests.Bad", "Wrong?", "Yes.", TrainForge.Conversations.Outcome.Failed);
    }

    private string Cache => Path.Combine(_recording.Root.Cache, "datasets", "main");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task With_the_cache_of_before_and_without_one_the_bytes_are_the_same()
    {
        await _recording.BuildAsync();
        _recording.Ask("Shop.Tests.New", "New?", "Yes.", run: "run-2");
        var grown = await _recording.BuildAsync();
        Directory.Delete(_recording.Root.Cache, recursive: true);
        var again = await _recording.BuildAsync();

        Assert.Equal(("v0002", false), (grown.Version, grown.Reused));
        Assert.Equal(("v0002", true, false), (again.Version, again.Reused, again.Unchanged));
    }

    [Fact]
    public async Task What_did_not_change_is_not_read_again()
    {
        await _recording.BuildAsync();
        Age();
        await _recording.BuildAsync();
        var old = Directory.GetFiles(_recording.Root.Stashes, StashPaths.Interactions, SearchOption.AllDirectories)[0];
        var (text, changed) = (File.ReadAllText(old), File.GetLastWriteTimeUtc(old));
        var stash = _recording.Ask("Shop.Tests.New", "New?", "Yes.", run: "run-2");

        // A change nobody could see from outside: had the file been read, it would be in the version.
        File.WriteAllText(old, text.Replace("What is", "What IS", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(old, changed);
        var built = await _recording.BuildAsync();
        var forced = await DatasetBuilder.BuildAsync(_recording.Options with { Force = true }, CancellationToken.None);

        Assert.Contains("New?", Rows(built), StringComparison.Ordinal);
        Assert.DoesNotContain("What IS", Rows(built), StringComparison.Ordinal);
        Assert.Contains("What IS", Rows(forced), StringComparison.Ordinal);
        Assert.True(Directory.Exists(stash));
    }

    [Fact]
    public async Task A_stash_that_was_changed_just_before_it_was_read_is_looked_into_the_next_time()
    {
        await _recording.BuildAsync();
        var file = Directory.GetFiles(_recording.Root.Stashes, StashPaths.Interactions, SearchOption.AllDirectories)[0];
        var changed = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, File.ReadAllText(file).Replace("What is", "What IS", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(file, changed);
        _recording.Ask("Shop.Tests.New", "New?", "Yes.", run: "run-2");

        Assert.Contains("What IS", Rows(await _recording.BuildAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_alone_change_nothing_and_a_stash_that_went_is_forgotten()
    {
        await _recording.BuildAsync();
        Age();
        var repeated = await _recording.BuildAsync();
        Directory.Delete(Path.GetDirectoryName(Directory.GetFiles(_recording.Root.Stashes, StashPaths.Interactions, SearchOption.AllDirectories)[0])!, recursive: true);
        var shrunk = await _recording.BuildAsync();

        Assert.Equal(("v0001", true, false), (repeated.Version, repeated.Reused, repeated.Unchanged));
        Assert.Equal(20, shrunk.Manifest.Stages[0].In);
    }

    public static TheoryData<string> Damage() => ["flip", "cut", "empty", "other", "segment-flip", "sketch-flip", "segment-cut", "segment-gone"];

    [Theory]
    [MemberData(nameof(Damage))]
    public async Task A_damaged_cache_is_as_good_as_none(string damage)
    {
        await _recording.BuildAsync();
        Age();
        await _recording.BuildAsync();
        var (index, segment) = (Path.Combine(Cache, "index.bin"), Directory.GetFiles(Cache, "examples-*.bin").Order(StringComparer.Ordinal).First());
        switch (damage)
        {
            case "flip": Flip(index, at: 300); break;
            case "cut": File.WriteAllBytes(index, File.ReadAllBytes(index)[..^1]); break;
            case "empty": File.WriteAllBytes(index, []); break;
            case "other": File.WriteAllText(index, "something else that is longer than the head of an index would be, by far"); break;
            case "segment-flip": Flip(segment, at: 40); break;
            case "sketch-flip": Flip(segment, at: (int)new FileInfo(segment).Length - 20); break;
            case "segment-cut": File.WriteAllBytes(segment, File.ReadAllBytes(segment)[..^1]); break;
            default: File.Delete(segment); break;
        }

        _recording.Ask("Shop.Tests.New", "New?", "Yes.", run: "run-2");
        var built = await _recording.BuildAsync();
        Directory.Delete(_recording.Root.Cache, recursive: true);
        var again = await _recording.BuildAsync();

        Assert.Equal(21, built.Manifest.Rows(DatasetPaths.SftTrain) + built.Manifest.Rows(DatasetPaths.SftValid));
        Assert.Equal((built.Manifest.ContentHash, true), (again.Manifest.ContentHash, again.Reused));
    }

    [Fact]
    public async Task Another_setting_makes_everything_anew()
    {
        await _recording.BuildAsync();
        var options = _recording.Options with { Redaction = new RedactionOptions { ExtraPrefixes = ["What"] } };

        var built = await DatasetBuilder.BuildAsync(options, CancellationToken.None);
        Directory.Delete(_recording.Root.Cache, recursive: true);
        var again = await DatasetBuilder.BuildAsync(options, CancellationToken.None);

        Assert.False(built.Reused);
        Assert.Equal(built.Manifest.ContentHash, again.Manifest.ContentHash);
    }

    [Fact]
    public async Task Many_builds_leave_few_files()
    {
        for (var i = 0; i < 18; i++)
        {
            _recording.Ask($"Shop.Tests.Later{i}", $"Later {i}?", "Yes.", run: $"run-{i + 2}");
            await _recording.BuildAsync();
        }

        Assert.InRange(Directory.GetFiles(Cache).Length, 2, 12);
        var last = DatasetVersions.Find(_recording.Root, "main", null).Manifest;
        Assert.Equal(38, last.Rows(DatasetPaths.SftTrain) + last.Rows(DatasetPaths.SftValid));
    }

    [Fact]
    public async Task Warnings_are_told_again_although_nothing_is_read()
    {
        File.AppendAllText(Directory.GetFiles(_recording.Root.Stashes, StashPaths.Interactions, SearchOption.AllDirectories)[0], "no json\n");
        var first = await _recording.BuildAsync();
        Age();
        var second = await _recording.BuildAsync();

        Assert.Equal("TF2001", Assert.Single(first.Problems).Rule.Code);
        Assert.Equal(first.Problems.Select(p => p.ToString()), second.Problems.Select(p => p.ToString()));
        Assert.Equal(first.Notes, second.Notes);
    }

    private static string Rows(BuiltDataset built) => string.Concat(Directory.GetFiles(Path.Combine(built.Folder, "sft")).Select(File.ReadAllText));

    private static void Flip(string file, int at)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    // As if everything had been recorded long ago.
    private void Age()
    {
        foreach (var file in Directory.GetFiles(_recording.Root.Stashes, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
    }
}
