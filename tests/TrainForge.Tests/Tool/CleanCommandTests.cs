using System.Globalization;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;
using TrainForge.Tool;

namespace TrainForge.Tests.Tool;

public sealed class CleanCommandTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2030, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _folder = new();
    private readonly ToolRun _tool;

    public CleanCommandTests() => _tool = new ToolRun(_folder.Path, clock: new FixedClock(Now));

    private string Root => _folder.File(".trainforge");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Shows_what_would_go_and_removes_nothing()
    {
        Runs(8, firstAgeDays: 40);

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("clean"));

        Assert.Equal(8, Directory.GetDirectories(Path.Combine(Root, "stashes")).Length);
        Assert.Contains("\n3 items, ", _tool.Out, StringComparison.Ordinal);
        Assert.Contains("Nothing was removed; run again with --yes to do it.", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_newest_runs_and_what_is_young()
    {
        Runs(8, firstAgeDays: 40);

        await _tool.RunAsync("clean", "--yes", "--set", "capture.keep_runs=2", "--older-than", "45");

        Assert.Equal(["run-0", "run-1", "run-2", "run-3", "run-4", "run-5"], Names("stashes"));
        Assert.False(Directory.Exists(Path.Combine(Root, "cache", "removing")));
    }

    [Fact]
    public async Task A_limit_of_size_takes_the_oldest_but_never_the_newest_run_of_a_test()
    {
        Runs(4, firstAgeDays: 1);
        Stash("run-3", "Seldom", 4);
        Stash("ingested", "0123456789abcdef", 400);

        await _tool.RunAsync("clean", "--yes", "--max-size", "0");

        Assert.Equal(["ingested", "run-0", "run-3"], Names("stashes"));
        Assert.Equal(["Seldom"], Names("stashes/run-3"));
    }

    [Fact]
    public async Task Keeps_a_test_that_seldom_runs_however_many_runs_came_since()
    {
        Stash("run-9", "Seldom", 90);
        Runs(8, firstAgeDays: 40);

        await _tool.RunAsync("clean", "--yes");

        Assert.Equal(["run-0", "run-1", "run-2", "run-3", "run-4", "run-9"], Names("stashes"));
    }

    [Fact]
    public async Task Keeps_versions_that_are_newest_pinned_or_trained_on()
    {
        for (var v = 1; v <= 5; v++)
        {
            Write($"datasets/main/v000{v}/MANIFEST.json", $$"""{"content_hash":"{{new string((char)('0' + v), 64)}}"}""", 100);
        }

        Write("datasets/main/v0002.pin", "", 100);
        Write("final_training/local/m/spec-a_exec-b/v1/metadata.json", $$"""{"dataset":"{{new string('3', 64)}}"}""", 100);
        Write("datasets/main/v0004/MANIFEST.json", "{broken", 100);
        Write("datasets/other/v0001/MANIFEST.json", "[]", 100);
        Write("datasets/other/v0002/MANIFEST.json", "{}", 100);

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("clean", "--yes"));

        Assert.Equal(["v0002", "v0003", "v0004", "v0005"], Names("datasets/main"));
        Assert.Equal(["v0001", "v0002"], Names("datasets/other"));
    }

    [Fact]
    public async Task Removes_old_cache_and_killed_writes_and_leaves_the_truth_alone()
    {
        Write("cache/old.json", "{}", 100);
        Write("cache/young.json", "{}", 1);
        Write("datasets/main/.tf-0123456789abcdef.tmp", "half", 2);
        Write("decisions.jsonl", "{}", 1000);
        Write("sources/pack.bin", "x", 1000);

        await _tool.RunAsync("clean", "--yes", "--json");

        Assert.Equal(["cache", "leftover"], JsonDocument.Parse(_tool.Out).RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("kind").GetString()));
        Assert.False(File.Exists(Path.Combine(Root, "cache/old.json")));
        Assert.True(File.Exists(Path.Combine(Root, "cache/young.json")));
        Assert.True(File.Exists(Path.Combine(Root, "decisions.jsonl")));
        Assert.True(File.Exists(Path.Combine(Root, "sources/pack.bin")));
    }

    [Fact]
    public async Task Makes_no_root_where_there_is_none()
    {
        Assert.Equal(ExitCode.Done, await _tool.RunAsync("clean", "--yes"));

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Refuses_a_negative_age_before_it_does_anything()
    {
        Assert.Equal(ExitCode.Refused, await _tool.RunAsync("clean", "--older-than", "-1"));

        Assert.Contains("error TF1001: '--older-than' is -1", _tool.Error, StringComparison.Ordinal);
    }

    private void Runs(int count, int firstAgeDays)
    {
        for (var i = 0; i < count; i++)
        {
            Stash($"run-{i.ToString(CultureInfo.InvariantCulture)}", "Often", firstAgeDays + i);
        }
    }

    // A thousand bytes of log and the metadata of one finished attempt.
    private void Stash(string run, string test, int ageDays)
    {
        var metadata = new StashMetadata
        {
            TestName = test,
            TestId = test,
            Outcome = Outcome.Passed,
            RunId = run,
            Timestamp = Now.AddDays(-ageDays),
            DurationSeconds = 1,
        };
        Write($"stashes/{run}/{test}/metadata.json", System.Text.Encoding.UTF8.GetString(StashJson.ToPage(metadata)), ageDays);
        Write($"stashes/{run}/{test}/session.log", new string('x', 1000), ageDays);
    }

    private void Write(string relative, string text, int ageDays)
    {
        var file = Path.Combine(Root, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        File.SetLastWriteTimeUtc(file, Now.UtcDateTime.AddDays(-ageDays));
        for (var folder = Path.GetDirectoryName(file)!; folder.Length > Root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            Directory.SetLastWriteTimeUtc(folder, Now.UtcDateTime.AddDays(-ageDays));
        }
    }

    private string[] Names(string relative) =>
        [.. Directory.GetDirectories(Path.Combine(Root, relative)).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];
}
