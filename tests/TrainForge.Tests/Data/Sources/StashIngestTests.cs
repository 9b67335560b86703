using TrainForge.Conversations;
using TrainForge.Data.Sources;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources;

public sealed class StashIngestTests : IDisposable
{
    private const string Secret = "sk-ant-api03-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQr-AbCdEfAA";

    private readonly TempFolder _folder = new();
    private readonly Recording _there;
    private readonly Recording _here;

    public StashIngestTests() => (_there, _here) = (new Recording(_folder.File("the re")), new Recording(_folder.File("here")));

    public void Dispose() => _folder.Dispose();

    private string Results => Path.Combine(StashPaths.RunFolder(_here.Root, "run-1"), StashPaths.Results);

    [Fact]
    public async Task A_test_that_the_runner_saw_fail_is_not_trained_on_after_it_was_brought_in()
    {
        _there.AskMany(5);
        _there.Ask("Shop.Tests.Disposes", "Well?", "Well.");
        Say(_there, "run-1", Result("Shop.Tests.Disposes", Outcome.Failed));

        var report = Ingest();
        var built = await _here.BuildAsync();

        Assert.Equal((6, 1), (report.Added, report.Results));
        Assert.Equal(1, built.Manifest.Stages[0].Dropped["test-failed-after-end"]);
    }

    [Fact]
    public void The_same_results_come_in_once_and_equal_lines_of_two_attempts_stay_two()
    {
        _there.Ask("Shop.Tests.A", "Q", "A");
        Say(_there, "run-1", Result("Shop.Tests.A", Outcome.Failed), Result("Shop.Tests.A", Outcome.Failed), Result("Shop.Tests.A", Outcome.Passed));

        var first = Ingest();
        var second = Ingest();
        Say(_there, "run-1", Result("Shop.Tests.B", Outcome.Passed));
        var third = Ingest();

        Assert.Equal((3, 0, 1), (first.Results, second.Results, third.Results));
        Assert.Equal(4, File.ReadAllLines(Results).Length);
    }

    [Fact]
    public void Results_are_redacted_and_damaged_lines_are_told_and_left_out()
    {
        _there.Ask("Shop.Tests.A", "Q", "A");
        Say(_there, "run-1", Result("Shop.Tests.A", Outcome.Failed) with { Error = $"401 for key {Secret}" });
        File.AppendAllText(Path.Combine(StashPaths.RunFolder(_there.Root, "run-1"), StashPaths.Results), "{broken}\n");

        var report = Ingest();

        Assert.Equal("TF2001", Assert.Single(report.Problems).Rule.Code);
        Assert.DoesNotContain("AbCdEfGhIj", File.ReadAllText(Results), StringComparison.Ordinal);
        Assert.Equal(0, Ingest().Results);
    }

    [Fact]
    public void Other_files_stay_where_they_are_and_are_counted()
    {
        var stash = _there.Ask("Shop.Tests.A", "Q", "A");
        File.WriteAllText(Path.Combine(stash, StashPaths.SessionLog), "log");
        File.WriteAllText(Path.Combine(stash, "screenshot.png"), "picture");

        var report = Ingest();

        Assert.Equal(2, report.FilesLeft);
        Assert.Equal(["interactions.jsonl", "metadata.json", "origin.sha256"], Directory.GetFiles(StashReader.Find(_here.Root.Stashes)[0]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private IngestReport Ingest() => new StashIngest(_here.Root, new Redactor(new RedactionOptions())).Run([_there.Root.Stashes], new SourceTerms(), CancellationToken.None);

    private static RunResult Result(string test, Outcome outcome) => new() { Assembly = "Shop.Tests", TargetFramework = null, FullyQualifiedName = test, DisplayName = test, Outcome = outcome };

    private static void Say(Recording recording, string run, params RunResult[] results)
    {
        using var file = Files.LineAppender.OpenSole(Path.Combine(StashPaths.RunFolder(recording.Root, run), StashPaths.Results));
        foreach (var result in results)
        {
            file.Append(StashJson.ToLine(result));
        }
    }
}
