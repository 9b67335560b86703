using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Sources.Packs;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources;

/// <summary>Logs of several days, brought in and built: what goes on over midnight is one conversation, and nothing is in it twice.</summary>
public sealed class FileJoinsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Recording _recording;

    public FileJoinsTests() => _recording = new Recording(_folder.File("root"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_conversation_goes_on_over_two_midnights_and_every_other_stays_in_its_file()
    {
        Log("session_2026-03-08.jsonl", ("2026-03-08T10:00:00", "user", "noon?"), ("2026-03-08T10:00:01", "timmy", "no"), ("2026-03-08T23:58:00", "user", "one"));
        Log("session_2026-03-09.jsonl", ("2026-03-09T00:01:00", "timmy", "two"));
        Log("session_2026-03-10.jsonl", ("2026-03-09T00:04:00", "user", "three"), ("2026-03-09T00:05:00", "timmy", "four"), ("2026-03-10T09:00:00", "user", "new?"), ("2026-03-10T09:00:01", "timmy", "yes"));

        Assert.Equal(["new? yes", "noon? no", "one two three four"], await BuiltAsync());
    }

    [Fact]
    public async Task A_day_brought_in_later_joins_what_was_built_before_it()
    {
        Log("session_2026-03-08.jsonl", ("2026-03-08T23:58:00", "user", "one"), ("2026-03-08T23:58:01", "timmy", "two"));
        Log("session_2026-02-08.jsonl", ("2026-02-08T23:58:00", "user", "old"), ("2026-02-08T23:58:01", "timmy", "older"));
        var before = await BuiltAsync();
        Log("session_2026-03-09.jsonl", ("2026-03-09T00:01:00", "user", "three"), ("2026-03-09T00:01:01", "timmy", "four"));

        Assert.Equal(["old older", "one two"], before);
        Assert.Equal(["old older", "one two three four"], await BuiltAsync());
    }

    [Fact]
    public async Task A_log_of_another_machine_that_begins_a_moment_later_is_another_conversation()
    {
        Log("session_2026-03-09.jsonl", ("2026-03-09T10:00:00", "user", "one"), ("2026-03-09T10:00:01", "timmy", "two"));
        Log("session_2026-03-08.jsonl", ("2026-03-09T10:01:00", "user", "three"), ("2026-03-09T10:01:01", "timmy", "four"));

        Assert.Equal(["one two", "three four"], await BuiltAsync());
    }

    private void Log(string name, params IEnumerable<(string Time, string Role, string Text)> entries)
    {
        var file = _folder.File(name);
        File.WriteAllLines(file, entries.Select(e => $$"""{"type":"message","role":"{{e.Role}}","content":"{{e.Text}}","timestamp":"{{e.Time}}"}"""));
        new TranscriptIngest(_recording.Root, new Redactor(new RedactionOptions()), new DatasetOptions())
            .Run(TranscriptKind.All.Single(k => k.Name == "session-log"), [file], week: null, new SourceTerms(), CancellationToken.None);
    }

    private async Task<IEnumerable<string>> BuiltAsync()
    {
        var build = await DatasetBuilder.BuildAsync(_recording.Options with { Dataset = new DatasetOptions { Split = new SplitOptions { ValidPercent = 0 } } }, CancellationToken.None);
        return ExampleFile.Read(Path.Combine(build.Folder, DatasetPaths.SftTrain)).Select(e => string.Join(' ', e.Messages.Select(m => m.Text))).Order(StringComparer.Ordinal);
    }
}
