using System.IO.Compression;
using TrainForge.Conversations;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources;

public sealed class TranscriptIngestTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Packs => _folder.File(".trainforge", "sources", "claude-code");

    [Fact]
    public async Task The_same_bytes_again_add_nothing()
    {
        Session("a b ı.jsonl", 3);

        var first = await RunAsync(0, "ingest", "claude-code", _folder.Path);
        var second = await RunAsync(0, "ingest", "claude-code", _folder.Path);

        Assert.StartsWith("1 file found, 1 added with 1 conversation, 0 there already; 0 lines left out", first.Out, StringComparison.Ordinal);
        Assert.StartsWith("1 file found, 0 added with 0 conversations, 1 there already", second.Out, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Packs));
    }

    [Theory]
    [InlineData("workflows")]
    [InlineData("cache")]
    public async Task Where_a_folder_lies_says_nothing_of_what_is_in_it(string above)
    {
        Directory.CreateDirectory(_folder.File(above, "mine"));
        Session(Path.Combine(above, "mine", "s.jsonl"), 1);
        File.WriteAllText(_folder.File(above, "mine", "r.json"), """{"scenarioName":"a","messages":[{"role":"user","contents":[{"$type":"text","text":"q"}]}],"modelResponse":{"messages":[{"role":"assistant","contents":[{"$type":"text","text":"w"}]}]}}""");

        Assert.Contains("1 added", (await RunAsync(0, "ingest", "claude-code", _folder.File(above, "mine"))).Out, StringComparison.Ordinal);
        Assert.Contains("1 added", (await RunAsync(0, "ingest", "aieval", _folder.File(above, "mine"))).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_copy_is_redacted_and_keeps_every_line_in_its_place()
    {
        var secret = "ghp_" + string.Concat(Enumerable.Repeat("aB3dE6", 6));
        var session = new ClaudeSession();
        session.User($"my token is {secret}");
        session.Raw($"broken {secret}");
        session.Say("thanks");
        File.WriteAllLines(_folder.File("s.jsonl"), session.Lines);

        await RunAsync(0, "ingest", "claude-code", _folder.File("s.jsonl"));

        using var pack = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(Packs)));
        var texts = pack.Entries.Select(e => new StreamReader(e.Name.EndsWith(".br", StringComparison.Ordinal) ? new BrotliStream(e.Open(), CompressionMode.Decompress) : e.Open()).ReadToEnd()).ToList();
        Assert.All(texts, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        var lines = texts[0].Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Equal("", lines[1]);
        Assert.Contains("thanks", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_lines_are_told_of_a_file_without_a_conversation_too()
    {
        File.WriteAllText(_folder.File("torn.jsonl"), "{\"type\":\"mode\"}\n{\"type\":\"user\"");

        var run = await RunAsync(1, "ingest", "claude-code", _folder.File("torn.jsonl"));

        Assert.Contains("error TF2074: ", run.Error, StringComparison.Ordinal);
        Assert.Matches("torn\\.jsonl\\(2(,\\d+)?\\): warning TF", run.Error);
    }

    [Fact]
    public async Task Imports_become_examples_and_a_session_that_went_on_replaces_its_begin()
    {
        Session("s.jsonl", 2);
        await RunAsync(0, "ingest", "claude-code", _folder.File("s.jsonl"));
        Session("s.jsonl", 3);
        Session("other.jsonl", 2, "s-2");
        await RunAsync(0, "ingest", "claude-code", _folder.Path);

        var built = await RunAsync(0, "dataset", "build", "--json");
        var again = await RunAsync(0, "dataset", "build");
        await RunAsync(0, "dataset", "verify");

        Assert.Equal(3, Directory.GetFiles(Packs).Length);
        var notes = System.Text.Json.JsonDocument.Parse(built.Out).RootElement;
        Assert.Equal(2, notes.GetProperty("train").GetInt64() + notes.GetProperty("valid").GetInt64());
        Assert.Equal(1, notes.GetProperty("notes").GetProperty("continued-imports").GetInt64());
        Assert.Contains("(unchanged)", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_side_that_was_not_chosen_is_never_imitated_whatever_the_settings()
    {
        File.WriteAllText(
            _folder.File("pairs.jsonl"),
            """
            {"input":{"messages":[{"role":"user","content":"2 + 2?"}]},"preferred_output":[{"role":"assistant","content":"4"}],"non_preferred_output":[{"role":"assistant","content":"5"}]}
            {"messages":[{"role":"user","content":"3 + 3?"},{"role":"assistant","content":"6"}]}

            """);
        await RunAsync(0, "ingest", "openai-jsonl", _folder.File("pairs.jsonl"));

        var built = await RunAsync(0, "dataset", "build", "--set", "dataset.passed_only=false", "--json");

        var result = System.Text.Json.JsonDocument.Parse(built.Out).RootElement;
        Assert.Equal(2, result.GetProperty("train").GetInt64() + result.GetProperty("valid").GetInt64());
        Assert.Contains("\"reason\":\"not-preferred\"", File.ReadAllText(Path.Combine(result.GetProperty("folder").GetString()!, "dropped.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_setting_chooses_among_kinds_and_a_wrong_one_is_named()
    {
        Session("s.jsonl", 2);
        await RunAsync(0, "ingest", "claude-code", _folder.File("s.jsonl"));

        var others = await RunAsync(1, "dataset", "build", "--set", "dataset.sources=[codex]");
        var wrong = await RunAsync(1, "dataset", "build", "--set", "dataset.sources=[claude]");

        Assert.Contains("TF2003", others.Error, StringComparison.Ordinal);
        Assert.Contains("'claude' in dataset.sources is no kind of source; the kinds are stash, claude-code", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_another_kind_is_named_as_what_it_is_and_leaves_nothing_behind()
    {
        Session("s.jsonl", 2);
        var rollout = _folder.File("rollout-1.jsonl");
        File.WriteAllText(rollout, """
            {"timestamp":"2026-03-01T10:00:00Z","type":"response_item","payload":{"type":"message","role":"user","content":"hi"}}
            {"timestamp":"2026-03-01T10:00:01Z","type":"response_item","payload":{"type":"message","role":"assistant","content":"hello"}}
            """);

        var wrong = await RunAsync(1, "ingest", "claude-code", rollout);
        var other = await RunAsync(1, "ingest", "session-log", _folder.File("s.jsonl"));
        var mixed = await RunAsync(0, "ingest", "claude-code", _folder.Path);
        var right = await RunAsync(0, "ingest", "codex", rollout);

        Assert.Contains("error TF2074: Of the files found (1) none holds a conversation of kind 'claude-code', and nothing was kept. It looks like 'codex': run 'trainforge ingest codex' on it.", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("It looks like 'claude-code'", other.Error, StringComparison.Ordinal);
        Assert.Contains("rollout-1.jsonl: warning TF2065", mixed.Error, StringComparison.Ordinal);
        Assert.StartsWith("2 files found, 1 added with 1 conversation, 0 there already, 1 without a conversation", mixed.Out, StringComparison.Ordinal);
        Assert.Contains("1 added", right.Out, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(_folder.File(".trainforge", "sources"), "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Files_in_a_folder_in_which_nothing_was_said_are_told_as_one()
    {
        Session("s.jsonl", 2);
        foreach (var i in Enumerable.Range(0, 5))
        {
            File.WriteAllText(_folder.File($"t{i}.jsonl"), $$"""{"type":"summary","summary":"x","leafUuid":"u{{i}}"}""");
        }

        var run = await RunAsync(0, "ingest", "claude-code", _folder.Path);

        Assert.Contains("t0.jsonl: warning TF2073: This and others, 5 of 6 files in all, hold no conversation", Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Packs));
    }

    [Fact]
    public async Task A_copy_without_a_conversation_that_an_older_version_kept_is_looked_at_again()
    {
        Session("s.jsonl", 1);
        await RunAsync(0, "ingest", "claude-code", _folder.File("s.jsonl"));
        var pack = Assert.Single(Directory.GetFiles(Packs));
        using (var archive = ZipFile.Open(pack, ZipArchiveMode.Update))
        {
            var entry = archive.GetEntry("record.json")!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
            {
                text = reader.ReadToEnd();
            }

            entry.Delete();
            using var writer = new StreamWriter(archive.CreateEntry("record.json").Open());
            writer.Write(text.Replace("\"conversations\": 1", "\"conversations\": 0", StringComparison.Ordinal));
        }

        var again = await RunAsync(0, "ingest", "claude-code", _folder.File("s.jsonl"));

        Assert.StartsWith("1 file found, 1 added with 1 conversation, 0 there already", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_cannot_be_read_takes_no_other_with_it()
    {
        new PytestFolder().Prompt("a", ("user", "1")).Turn("one").Write(_folder.File("logs", "test_b"), test: "test_b");
        Directory.CreateDirectory(_folder.File("logs", "test_a"));
        using (var log = File.Create(_folder.File("logs", "test_a", "session_model.log")))
        {
            log.SetLength(TrainForge.Data.Sources.Packs.SourceLines.MaxLineBytes + 1);
        }

        var run = await RunAsync(1, "ingest", "pytest-stash", _folder.File("logs"));

        Assert.Contains("test_a: error TF2200", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("2 folders found, 1 added with 1 conversation, 0 there already, 1 could not be read", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_written_in_two_ways_is_one()
    {
        var session = new ClaudeSession();
        session.User("one");
        session.Say("two");
        File.WriteAllLines(_folder.File("s.jsonl"), [.. session.Lines, session.Lines[0].Replace("/srv/shop", "/srv/shop/", StringComparison.Ordinal).Replace("s-1-u0", "other", StringComparison.Ordinal)]);
        await RunAsync(0, "ingest", "claude-code", _folder.File("s.jsonl"));

        Assert.EndsWith(", /srv/shop\n", (await RunAsync(0, "sources", "list")).Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        await RunAsync(0, "dataset", "build", "--set", "dataset.split.valid_percent=0");
    }

    [Fact]
    public void Of_two_that_bring_in_the_same_session_one_waits()
    {
        Session("s.jsonl", 2);
        var root = new TrainForge.Files.TrainForgeRoot(_folder.File(".trainforge"), TrainForge.Files.RootSource.Option);
        var ingest = new TrainForge.Data.Sources.Packs.TranscriptIngest(root, new TrainForge.Redaction.Redactor(new TrainForge.Options.RedactionOptions()), new TrainForge.Options.DatasetOptions());
        using var first = TrainForge.Files.FileLock.Acquire(Path.Combine(root.Cache, TrainForge.Data.Sources.Packs.TranscriptIngest.LockFile), TimeSpan.FromSeconds(1), CancellationToken.None);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        Assert.ThrowsAny<OperationCanceledException>(() => ingest.Run(TrainForge.Data.Sources.Packs.TranscriptKind.All[0], [_folder.File("s.jsonl")], week: null, new SourceTerms(), patience.Token));

        Assert.False(Directory.Exists(Packs));
    }

    [Fact]
    public async Task A_damaged_copy_is_told_and_a_missing_path_refused()
    {
        Session("s.jsonl", 2);
        Session("t.jsonl", 2, "s-2");
        Session("u.jsonl", 2, "s-3");
        await RunAsync(0, "ingest", "claude-code", _folder.Path);
        File.WriteAllText(Directory.GetFiles(Packs)[0], "no archive");

        var built = await RunAsync(0, "dataset", "build");
        var missing = await RunAsync(1, "ingest", "codex", _folder.File("nowhere"));

        Assert.Contains("warning TF2069", built.Error, StringComparison.Ordinal);
        Assert.Contains("error TF2066", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_week_of_logs_is_brought_in_by_the_days_in_their_names()
    {
        foreach (var day in new[] { "2026-03-08", "2026-03-09" })
        {
            File.WriteAllText(_folder.File($"session_{day}.jsonl"), $$"""{"type":"message","role":"user","content":"{{day}}","timestamp":"{{day}}T10:00:00"}""");
        }

        var week = await RunAsync(0, "ingest", "session-log", "--week", "2026-W10", _folder.Path);
        var none = await RunAsync(1, "ingest", "session-log", "--week", "2025-W10", _folder.Path);

        Assert.StartsWith("1 file found, 1 added with 1 conversation", week.Out, StringComparison.Ordinal);
        Assert.Contains("TF2072", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terms_that_are_said_when_it_is_brought_in_go_before_the_file_and_may_be_said_again()
    {
        Session("s.jsonl", 2);
        Session("t.jsonl", 2, "s-2");
        await RunAsync(0, "ingest", "claude-code", _folder.Path, "--license", "MIT", "--consent", "asked ada.lovelace" + "@" + "analytical-engine.co.uk");
        var first = await ProvenanceAsync();
        var again = await RunAsync(0, "ingest", "claude-code", _folder.Path, "--license", "CC-BY-4.0", "--vendor", "mine");
        var second = await ProvenanceAsync();

        Assert.Contains("\"vendor\":\"anthropic\",\"model\":\"claude-x\",\"license\":\"MIT\",\"consent\":\"asked [REDACTED:email]", first, StringComparison.Ordinal);
        Assert.StartsWith("2 files found", again.Out, StringComparison.Ordinal);
        Assert.Contains("2 there already, 2 of them with other terms now", again.Out, StringComparison.Ordinal);
        Assert.EndsWith("can no longer be built again: build the next with 'trainforge dataset build'.\n", again.Out, StringComparison.Ordinal);
        Assert.Contains("\"vendor\":\"mine\",\"model\":\"claude-x\",\"license\":\"CC-BY-4.0\",\"consent\":\"asked [REDACTED:email]", second, StringComparison.Ordinal);

        async Task<string> ProvenanceAsync()
        {
            var built = await RunAsync(0, "dataset", "build", "--json");
            return string.Concat(Directory.GetFiles(System.Text.Json.JsonDocument.Parse(built.Out).RootElement.GetProperty("folder").GetString()!, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        }
    }

    [Fact]
    public async Task The_decision_log_of_the_root_is_read_and_corrections_are_what_is_imitated()
    {
        Directory.CreateDirectory(_folder.File(".trainforge"));
        File.WriteAllText(_folder.File(".trainforge", "decisions.jsonl"), string.Concat(Enumerable.Range(0, 3).Select(i => $$"""
            {"type":"decision","id":"d{{i}}","situation":"case {{i}}","decision":"deny"}
            {"type":"review","decision_id":"d{{i}}","verdict":"correct","decision":"allow"}

            """)));

        var built = await RunAsync(0, "dataset", "build", "--json");
        await RunAsync(0, "dataset", "verify");
        var again = await RunAsync(0, "dataset", "build");

        var folder = System.Text.Json.JsonDocument.Parse(built.Out).RootElement.GetProperty("folder").GetString()!;
        var lines = Directory.GetFiles(Path.Combine(folder, "sft")).Where(f => !f.Contains("tiny", StringComparison.Ordinal)).SelectMany(File.ReadAllLines).ToList();
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.Contains("Decision: allow", line, StringComparison.Ordinal));
        Assert.Contains("(unchanged)", again.Out, StringComparison.Ordinal);
    }

    private void Session(string name, int turns, string session = "s-1")
    {
        var lines = new ClaudeSession(session);
        for (var i = 0; i < turns; i++)
        {
            lines.User($"{session} question {i}");
            lines.Say($"{session} answer {i}");
        }

        File.WriteAllLines(_folder.File(name), lines.Lines);
    }

    private async Task<ToolRun> RunAsync(int code, params string[] args)
    {
        var tool = new ToolRun(_folder.Path);
        var got = await tool.RunAsync([.. args, "--root", _folder.File(".trainforge")]);
        Assert.True(got == code, $"{string.Join(' ', args)}: {got}\n{tool.Out}{tool.Error}");
        return tool;
    }
}
