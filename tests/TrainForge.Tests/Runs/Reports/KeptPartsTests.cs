using TrainForge.Conversations;
using TrainForge.Files;
using TrainForge.Runs.Reports;
using TrainForge.Stashes;
using TrainForge.Tests.Data;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Runs.Reports;

/// <summary>Reports are put together from parts that were kept; nobody may see a difference.</summary>
public sealed class KeptPartsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Recording _recording;

    public KeptPartsTests() => _recording = new Recording(_folder.File("root"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whatever_happens_between_two_reports_they_are_what_they_would_be_without_the_first()
    {
        AssertAsFresh("nothing");

        _recording.AskMany(5);
        AssertAsFresh("a first run");

        _recording.Ask("Shop.Tests.Case2", "Again?", "Yes.", Outcome.Failed, run: "run-2");
        AssertAsFresh("a run of one test: the others' are older now");

        File.AppendAllText(_recording.Root.Stashes + "/run-2/results.jsonl", Said("Shop.Tests.Case2", Outcome.TimedOut));
        File.AppendAllText(_recording.Root.Stashes + "/run-1/results.jsonl", Said("Shop.Tests.Case1", Outcome.Failed));
        AssertAsFresh("the runners said otherwise");

        _recording.Ask("Shop.Tests.Case2", "Again?", "No.", Outcome.Passed, run: "run-2", attempt: 2);
        AssertAsFresh("another attempt, which makes it flaky");

        var metadata = Directory.GetFiles(_recording.Root.Stashes, "metadata.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        File.WriteAllBytes(metadata, StashJson.ToPage(StashJson.Metadata(File.ReadAllBytes(metadata)) with { Git = new GitContext { Commit = new string('a', 40), Branch = "main" }, Failure = new StashFailure("<b>\u0001\u0002") }));
        AssertAsFresh("metadata written once more, with signs in it that mark places in a part");

        Directory.Delete(Path.Combine(_recording.Root.Stashes, "run-2"), recursive: true);
        AssertAsFresh("a run that is gone");

        File.Delete(Directory.GetFiles(_recording.Root.Reports, "*.puml")[0]);
        AssertAsFresh("a diagram that somebody deleted");
    }

    // Otherwise the test above would hold for reports that keep nothing.
    [Fact]
    public void Only_tests_that_ran_since_are_read_again()
    {
        _recording.AskMany(3);
        Write();
        var file = Directory.GetFiles(_recording.Root.Stashes, "interactions.jsonl", SearchOption.AllDirectories)[0];
        var written = File.GetLastWriteTimeUtc(file);
        var before = File.ReadAllText(Page);
        File.WriteAllText(file, new string(' ', (int)new FileInfo(file).Length));
        File.SetLastWriteTimeUtc(file, written);

        Write();
        var kept = File.ReadAllText(Page);
        File.Delete(Path.Combine(_recording.Root.Cache, "reports.bin"));
        Write();

        Assert.Equal(before, kept);
        Assert.NotEqual(before, File.ReadAllText(Page));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(200)]
    public void A_damaged_file_of_parts_counts_as_none(int at)
    {
        _recording.AskMany(3);
        Write();
        var parts = Path.Combine(_recording.Root.Cache, "reports.bin");
        var bytes = File.ReadAllBytes(parts);
        bytes[at] ^= 1;
        File.WriteAllBytes(parts, bytes);
        AssertAsFresh("damage");

        File.WriteAllBytes(parts, bytes[..at]);
        AssertAsFresh("a torn file");
    }

    private string Page => Path.Combine(_recording.Root.Reports, StashReports.Page);

    private void Write() => StashReports.Write(_recording.Root, CancellationToken.None);

    private static string Said(string test, Outcome outcome) => System.Text.Encoding.UTF8.GetString(
        StashJson.ToLine(new RunResult { Assembly = "Shop.Tests", FullyQualifiedName = test, DisplayName = test, Outcome = outcome })) + "\n";

    private void AssertAsFresh(string after)
    {
        Write();
        var fresh = new TrainForgeRoot(_folder.File($"fresh {Guid.NewGuid():N}"), RootSource.Option);
        foreach (var file in Directory.Exists(_recording.Root.Stashes) ? Directory.GetFiles(_recording.Root.Stashes, "*", SearchOption.AllDirectories) : [])
        {
            var copy = Path.Combine(fresh.Stashes, Path.GetRelativePath(_recording.Root.Stashes, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(file));
        }

        StashReports.Write(fresh, CancellationToken.None);

        var names = Names(fresh);
        Assert.True(names.SequenceEqual(Names(_recording.Root), StringComparer.Ordinal), after);
        Assert.All(names, name => Assert.True(File.ReadAllBytes(Path.Combine(fresh.Reports, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(_recording.Root.Reports, name))), $"{name} after {after}"));
    }

    private static string[] Names(TrainForgeRoot root) => [.. Directory.GetFiles(root.Reports).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
