using TrainForge.Conversations;
using TrainForge.Data.Sources.PytestStashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources;

public sealed class PytestStashReaderTests : IDisposable
{
    private const string Call = """<think>read first</think><tool_call>{"name": "fs.read", "arguments": {"path": "a.py"}}</tool_call>""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_answer_to_a_logged_prompt_is_known_and_later_ones_are_marked()
    {
        var log = new PytestFolder().Routed("code").Prompt("code", ("system", "Be brief."), ("user", "Is it even? 🙂")).Turn(Call, "fs.read").Turn("Yes.");

        var found = Read(log.Write(_folder.File("test_even"))).Only;

        Assert.Equal("""system: Be brief. | user: Is it even? 🙂 | assistant: <read first> fs.read({"path": "a.py"}) | assistant: Yes.""", Reading.Words(found));
        Assert.Equal([false, false, true, true], found.Messages.Select(m => m.Provenance!.Generated));
        Assert.Equal([0, 0, 0, 1], found.Messages.Select(m => m.Truncations.Count));
        Assert.Equal("context-not-logged", found.Messages[3].Truncations[0].What);
        Assert.Equal((Outcome.Passed, "test_even", "pytest-stash:test_even"), (found.Label!.Outcome, found.TestId, found.Group));
        Assert.Equal(["tier:code", "event:routed"], found.Tags);
        Assert.Empty(found.Truncations);
    }

    [Fact]
    public void The_audit_trail_gives_the_results_and_with_all_of_them_the_next_answer_is_known()
    {
        var log = new PytestFolder().Prompt("code", ("user", "go")).Turn(Call, "fs.read").Turn(Call, "fs.read").Turn("Done.");
        log.Audited("fs.read", new { path = "a.py" }, "1: x").Audited("fs.read", new { path = "a.py" }, "gone", "error");

        var found = Read(log.Write(_folder.File("t"), passed: false)).Only;

        Assert.Equal("""user: go | assistant: <read first> fs.read({"path": "a.py"}) | tool: =1: x | assistant: <read first> fs.read({"path": "a.py"}) | tool: =gone! | assistant: Done.""", Reading.Words(found));
        Assert.All(found.Messages, m => Assert.Empty(m.Truncations));
        Assert.All(ToolLinks.Of(found.Messages).All, l => Assert.NotNull(l.Result));
        Assert.Equal(Outcome.Failed, found.Label!.Outcome);
    }

    [Fact]
    public void What_stands_in_a_message_is_never_taken_for_the_log()
    {
        var quoted = new PytestFolder().Prompt("x", ("user", "inner")).Turn("inner answer").ModelLog;
        var log = new PytestFolder().Prompt("code", ("user", $"Explain:\n{quoted}"), ("system", "")).Turn($"It says:\n{quoted}that is all");

        var found = Read(log.Write(_folder.File("t"))).Only;

        Assert.Equal([$"Explain:\n{quoted}", "", $"It says:\n{quoted}that is all".Trim()], found.Messages.Select(m => m.Text));
    }

    [Fact]
    public void A_handoff_begins_a_conversation_of_the_same_group()
    {
        var log = new PytestFolder().Prompt("a", ("user", "1")).Turn("one").Handoff("a", "b", "harder\nthan it looked").Prompt("b", ("user", "1"), ("assistant", "one"), ("user", "2")).Turn("two");

        var found = Read(log.Write(_folder.File("t"), test: "test_both[row 1]")).Found;

        Assert.Equal(["user: 1 | assistant: one", "user: 1 | assistant: one | user: 2 | assistant: two"], found.Select(Reading.Words));
        Assert.All(found, t => Assert.Equal(("pytest-stash:test_both", "test_both[row 1]"), (t.Group, t.TestId)));
        Assert.Equal(["tier:a", "tier:b"], found.Select(t => t.Tags[0]));
        Assert.False(found[1].Messages[1].Provenance!.Generated);
    }

    [Theory]
    [InlineData("<tool_call>{\"name\": \"fs.read\"", "calls-not-understood")]
    [InlineData("[fs.read(path='a.py')]", "calls-not-understood")]
    [InlineData("<tool_call>{\"name\": \"other\", \"arguments\": {}}</tool_call>", "calls-not-understood")]
    public void An_answer_in_another_form_stays_as_it_was_and_is_marked(string raw, string what)
    {
        var turn = Read(new PytestFolder().Prompt("a", ("user", "1")).Turn(raw, "fs.read").Write(_folder.File("t"))).Only.Messages[1];

        Assert.Equal((raw, what), (turn.Text, Assert.Single(turn.Truncations).What));
    }

    [Fact]
    public void A_log_that_breaks_off_keeps_what_there_is()
    {
        var whole = new PytestFolder().Prompt("a", ("user", "1")).Turn("one").Prompt("b", ("user", "2"), ("user", "3")).Turn("a long last answer").ModelLog;
        for (var length = 0; length <= whole.Length; length += 7)
        {
            var folder = new PytestFolder().Write(_folder.File($"cut {length}"));
            File.WriteAllText(Path.Combine(folder, "session_model.log"), whole[..length]);

            var trained = Read(folder).Found.Where(t => t.Truncations.Count == 0).SelectMany(t => t.Messages).Where(m => m is { Role: Role.Assistant, IsTruncated: false });

            Assert.All(trained, m => Assert.Contains(m.Text, new[] { "one", "a long last answer" }));
        }
    }

    [Fact]
    public void Without_a_prompt_in_the_log_nothing_is_made_up()
    {
        var found = Read(new PytestFolder().Turn("Yes.").Write(_folder.File("t"))).Only;

        Assert.Equal("user: Is it even? | assistant: Yes.", Reading.Words(found));
        Assert.Equal("prompt", Assert.Single(found.Truncations).What);
    }

    [Fact]
    public void An_audit_trail_in_parts_is_one_the_oldest_first()
    {
        var log = new PytestFolder();
        for (var i = 0; i < 12; i++)
        {
            log.Audited("fs.read", new { path = $"{i}" }, $"read {i}");
        }

        var (whole, parts) = (log.Write(_folder.File("whole")), log.Write(_folder.File("parts")));
        var lines = File.ReadAllLines(Path.Combine(parts, "audit.jsonl"));
        for (var part = 0; part < 12; part++)
        {
            File.WriteAllLines(Path.Combine(parts, part == 11 ? "audit.jsonl" : $"audit.jsonl.{11 - part}"), [lines[part]]);
        }

        File.WriteAllText(Path.Combine(parts, "audit.jsonl.bak"), "no part");
        File.WriteAllText(Path.Combine(parts, "audit.jsonl.0"), "no part");
        File.Delete(Path.Combine(whole, "session_model.log"));
        File.Delete(Path.Combine(parts, "session_model.log"));
        var (one, other) = (Read(whole).Only, Read(parts));

        Assert.Equal(Reading.Words(one), Reading.Words(other.Only));
        Assert.EndsWith("tool: =read 11", Reading.Words(one), StringComparison.Ordinal);
        Assert.EndsWith("/audit.jsonl.11", other.Only.Messages[1].Provenance!.File, StringComparison.Ordinal);
        Assert.EndsWith("/audit.jsonl", other.Only.Messages[^1].Provenance!.File, StringComparison.Ordinal);
    }

    [Fact]
    public void An_audit_trail_alone_shows_its_calls_and_says_what_is_missing()
    {
        var log = new PytestFolder().Audited("fs.read", new { path = "a" }, "A").Audited("fs.read", new { path = "b" }, "B", "timeout");
        var folder = log.Write(_folder.File("t"));
        File.Delete(Path.Combine(folder, "session_model.log"));

        var found = Read(folder).Only;

        Assert.Equal("""user: Is it even? | assistant: fs.read({"path":"a"}) | tool: =A | assistant: fs.read({"path":"b"}) | tool: =B!""", Reading.Words(found));
        Assert.Equal("answer_text", Assert.Single(found.Truncations).What);
    }

    [Theory]
    [InlineData(null, "", Outcome.None, false)]
    [InlineData(true, "", Outcome.Passed, false)]
    [InlineData(true, "\"fail\",\"retries\":2", Outcome.Failed, false)]
    [InlineData(null, "\"pass\",\"retries\":1", Outcome.Passed, true)]
    [InlineData(null, "\"skipped\",\"retries\":0", Outcome.Skipped, false)]
    public void The_runner_is_believed_before_the_test_itself(bool? passed, string status, Outcome outcome, bool flaky)
    {
        var folder = new PytestFolder().Prompt("a", ("user", "1")).Turn("one").Write(_folder.File("run", "logs", "test_even"), passed);
        if (status.Length > 0)
        {
            File.WriteAllText(_folder.File("run", "results.json"), $$"""{"schema_version":1,"git_sha":"abc","model":"m","tests":[{"name":"other","status":"pass"},{"name":"test_even","status":{{status}}}]}""");
        }

        var label = Read(folder).Only.Label!;

        Assert.Equal((outcome, flaky), (label.Outcome, label.Flaky));
    }

    [Fact]
    public void Line_ends_of_windows_and_bytes_that_are_no_text_change_nothing_else()
    {
        var folder = new PytestFolder().Prompt("a", ("user", "one\ntwo")).Turn("three").Write(_folder.File("t"));
        File.WriteAllBytes(Path.Combine(folder, "session_model.log"), [.. System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(folder, "session_model.log")).Replace("\n", "\r\n", StringComparison.Ordinal)), 0xFF]);

        Assert.Equal("user: one\ntwo | assistant: three", Reading.Words(Read(folder).Only));
    }

    [Fact]
    public async Task Folders_are_brought_in_each_once_and_become_examples_by_their_outcome()
    {
        new PytestFolder().Prompt("a", ("user", "1")).Turn("one").Write(_folder.File("logs ı", "test_one"), test: "test_one");
        new PytestFolder().Prompt("a", ("user", "2")).Turn("two").Write(_folder.File("logs ı", "test_two"), passed: false, test: "test_two");
        new PytestFolder().Prompt("a", ("user", "3")).Turn("three").Write(_folder.File("logs ı", "test_three"), test: "test_three");

        var first = await RunAsync(0, "ingest", "pytest-stash", _folder.File("logs ı"), "--license", "MIT");
        var second = await RunAsync(0, "ingest", "pytest-stash", _folder.File("logs ı", "test_one"));
        var built = await RunAsync(0, "dataset", "build", "--json");

        Assert.StartsWith("3 folders found, 3 added with 3 conversations", first.Out, StringComparison.Ordinal);
        Assert.StartsWith("1 folder found, 0 added", second.Out, StringComparison.Ordinal);
        var result = System.Text.Json.JsonDocument.Parse(built.Out).RootElement;
        Assert.Equal(2, result.GetProperty("train").GetInt64() + result.GetProperty("valid").GetInt64());
        Assert.Contains("\"test-failed\"", File.ReadAllText(Path.Combine(result.GetProperty("folder").GetString()!, "dropped.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrows_without_number_in_a_hand_over_cost_no_more_than_their_length()
    {
        var folder = _folder.File("arrows");
        new PytestFolder().Prompt("a", ("user", "1")).Handoff(string.Concat(Enumerable.Repeat("a -> ", 200_000)), "b", "c").Turn("one").Write(folder);

        Assert.Equal("user: 1 | assistant: one", Reading.Words(Read(folder).Only));
    }

    private static Reading Read(string folder) => Reading.Of("pytest-stash", PytestStash.Measure(folder));

    private async Task<ToolRun> RunAsync(int code, params string[] args)
    {
        var tool = new ToolRun(_folder.Path);
        var got = await tool.RunAsync([.. args, "--root", _folder.File(".trainforge")]);
        Assert.True(got == code, $"{string.Join(' ', args)}: {got}\n{tool.Out}{tool.Error}");
        return tool;
    }
}
