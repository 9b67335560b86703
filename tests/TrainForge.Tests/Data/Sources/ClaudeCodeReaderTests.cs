using TrainForge.Conversations;

namespace TrainForge.Tests.Data.Sources;

public class ClaudeCodeReaderTests
{
    [Fact]
    public void Pieces_of_one_answer_are_one_turn_and_thinking_is_kept_as_reasoning()
    {
        var session = new ClaudeSession();
        session.User("add 1 and 2");
        session.Think("simple", "m1");
        session.Say("I add.", "m1");
        session.Call("t1", "add", new { a = 1, b = 2 }, "m1");
        session.Result("t1", "3");
        session.Say("It is 3.");

        var found = session.Read().Only;

        Assert.Equal("""user: add 1 and 2 | assistant: <simple> I add. add({"a":1,"b":2}) | tool: =3 | assistant: It is 3.""", Reading.Words(found));
        Assert.Equal([false, true, false, true], found.Messages.Select(m => m.Provenance!.Generated));
        Assert.Equal("c2ln", found.Messages[1].Parts.OfType<ReasoningPart>().Single().Signature);
        Assert.Equal(("claude-code:s-1", "anthropic", "claude-x", "main"), (found.Group, found.Terms.Vendor, found.Terms.Model, found.Git!.Branch));
        Assert.Equal(2, found.Messages[1].Provenance!.Line);
    }

    [Fact]
    public void Two_tools_at_work_at_once_are_no_fork_and_their_results_stand_together()
    {
        var session = new ClaudeSession();
        session.User("both");
        var first = session.Call("t1", "read", new { path = "a" }, "m1");
        var second = session.Call("t2", "read", new { path = "b" }, "m1");
        session.Result("t2", "B", second);
        session.Result("t1", "A", first, isError: true);
        session.Say("done");

        var reading = session.Read();

        Assert.Equal("""user: both | assistant: read({"path":"a"}) read({"path":"b"}) | tool: =B =A! | assistant: done""", Reading.Words(reading.Only));
        Assert.All(ToolLinks.Of(reading.Only.Messages).All, l => Assert.Equal(l.Call.Id, l.Result!.CallId));
        Assert.Empty(reading.Report.Problems);
    }

    [Fact]
    public void Each_end_of_a_fork_is_a_conversation_and_what_they_share_is_trained_on_once()
    {
        var session = new ClaudeSession();
        session.User("hi");
        var hello = session.Say("hello");
        session.User("red");
        session.Say("rot");
        session.User("blue", hello);
        session.Say("blau");

        var found = session.Read().Found;

        Assert.Equal(["user: hi | assistant: hello | user: red | assistant: rot", "user: hi | assistant: hello | user: blue | assistant: blau"], found.Select(Reading.Words));
        Assert.True(found[0].Messages[1].Provenance!.Generated);
        Assert.False(found[1].Messages[1].Provenance!.Generated);
        Assert.True(found[1].Messages[3].Provenance!.Generated);
        Assert.Equal(found[0].Group, found[1].Group);
    }

    [Fact]
    public void The_work_of_a_sub_agent_is_a_conversation_of_its_own_in_the_group_of_its_session()
    {
        var session = new ClaudeSession();
        session.User("look around");
        session.Call("t1", "Task", new { prompt = "count files" });
        var side = new ClaudeSession(ids: "x") { Sidechain = true, Last = session.Last };
        side.User("count files");
        side.Say("five");
        session.Result("t1", "five files");

        var found = Reading.Of("claude-code", session.Lines.Concat(side.Lines)).Found;

        Assert.Equal(2, found.Count);
        Assert.Equal("user: count files | assistant: five", Reading.Words(found[1]));
        Assert.All(found, t => Assert.Equal("claude-code:s-1", t.Group));
    }

    [Fact]
    public void A_compaction_summary_is_no_turn_of_a_person_and_begins_a_conversation()
    {
        var session = new ClaudeSession();
        session.User("one");
        session.Say("1");
        session.Silent("system");
        session.User("This session is being continued from a previous conversation. They counted.");
        session.User("two");
        session.Say("2");

        var found = session.Read().Found;

        Assert.Equal(2, found.Count);
        Assert.Equal("system: This session is being continued from a previous conversation. They counted. | user: two | assistant: 2", Reading.Words(found[1]));
    }

    [Fact]
    public void Markup_and_reminders_go_and_what_the_person_wrote_stays()
    {
        var session = new ClaudeSession();
        session.User("<command-name>/model</command-name><command-args>x</command-args>");
        session.User("<local-command-stdout>set</local-command-stdout>");
        session.User("mend it<system-reminder>do not tell</system-reminder>");
        session.Call("t1", "read", new { });
        session.Result("t1", "a <system-reminder>b</system-reminder> c\n<system-reminder>at the end</system-reminder>");
        session.User("what is a <system-reminder> tag?");
        session.Say("a tag");

        var reading = session.Read();

        Assert.Equal("user: mend it | assistant: read({}) | tool: =a <system-reminder>b</system-reminder> c | user: what is a <system-reminder> tag? | assistant: a tag", Reading.Words(reading.Only));
        Assert.Equal(3, reading.Report.Notes["markup-removed"]);
    }

    // Two "ok", the same words twice in a row, one letter, a prompt of any length: each is a turn at its own place.
    [Fact]
    public void Turns_are_told_apart_by_their_place_and_never_by_their_text()
    {
        var session = new ClaudeSession();
        var longPrompt = new string('x', 20_000);
        foreach (var (prompt, answer) in new[] { ("ok", "1"), ("ok", "2"), ("y", "3"), (longPrompt, "4"), ("ok", "5") })
        {
            session.User(prompt);
            session.Call("t", "add", new { n = answer });
            session.Result("t", answer);
            session.Say(answer);
        }

        var found = session.Read().Only;

        Assert.Equal(["ok", "ok", "y", longPrompt, "ok"], found.Messages.Where(m => m.Role == Role.User).Select(m => m.Text));
        Assert.Equal(["1", "2", "3", "4", "5"], ToolLinks.Of(found.Messages).All.Select(l => l.Result!.Text));
    }

    [Fact]
    public void Arguments_that_a_recorder_cut_are_marked_and_never_trained_on()
    {
        var session = new ClaudeSession();
        session.User("write");
        session.Call("t1", "write", new { _truncated_from = "{\"text\":\"aaa", _total_bytes = 40_000 });
        session.Result("t1", "done");
        session.Say("written");

        var turn = session.Read().Only.Messages[1];

        Assert.Equal(new Truncation("tool_input", 40_000, 12), Assert.Single(turn.Truncations));
    }

    [Fact]
    public void Zero_bytes_a_torn_tail_and_unknown_records_cost_nothing_else()
    {
        var session = new ClaudeSession();
        session.User("nul \0 inside");
        session.Raw("{\"type\":\"hologram\",\"x\":1}");
        session.Raw("not json");
        session.Say("seen");
        var text = string.Join('\n', session.Lines);

        var reading = Reading.Bytes("claude-code", [0, 0, .. System.Text.Encoding.UTF8.GetBytes(text + "\n{\"type\":\"assis")]);

        Assert.Equal("user: nul \0 inside | assistant: seen", Reading.Words(reading.Only));
        Assert.Equal((2L, 1L), (reading.Report.BadLines, reading.Report.Notes["unknown-records"]));
        Assert.Equal(["file.jsonl(3): warning TF2060", "file.jsonl(5): warning TF2060", "file.jsonl: warning TF2063"], reading.Report.Problems.Select(p => p.ToString()[..p.ToString().IndexOf(": ", p.ToString().IndexOf("TF", StringComparison.Ordinal), StringComparison.Ordinal)]));
    }

    [Fact]
    public void Orphans_are_reported_and_a_lost_begin_marks_the_conversation()
    {
        var session = new ClaudeSession { Last = "gone" };
        session.User("and then?");
        session.Call("t1", "read", new { });
        session.User("never mind");
        session.Result("t9", "whose?");
        session.Say("ok");

        var reading = session.Read();

        Assert.Equal("missing-parent", Assert.Single(reading.Only.Truncations).What);
        Assert.Contains("Calls without a result: 1; results that answer no call: 1; turns behind one that is missing: 1", Assert.Single(reading.Report.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_are_kept_by_reference_only()
    {
        var session = new ClaudeSession();
        var picture = Convert.ToBase64String(Enumerable.Range(0, 600).Select(i => (byte)i).ToArray());
        session.User(new object[] { new { type = "text", text = "what is it?" }, new { type = "image", source = new { type = "base64", media_type = "image/png", data = picture } } });
        session.Say("a square");

        var found = session.Read().Only;

        Assert.Equal("user: what is it? [image/png 600] | assistant: a square", Reading.Words(found));
        Assert.NotNull(found.Messages[0].Parts.OfType<MediaPart>().Single().Sha256);
    }

    // Each reminder that was taken away used to copy all that was before it.
    [Fact]
    public void Reminders_without_number_at_the_end_of_a_result_cost_no_more_than_their_length()
    {
        var session = new ClaudeSession();
        session.User("read");
        session.Call("c1", "Read", new { file_path = "a" });
        session.Result("c1", "text" + string.Concat(Enumerable.Repeat("<system-reminder>x</system-reminder>\n", 100_000)));

        Assert.EndsWith("tool: =text", Reading.Words(session.Read().Only), StringComparison.Ordinal);
    }

    [Fact]
    public void Turns_that_follow_themselves_end_somewhere()
    {
        var found = Reading.Of(
            "claude-code",
            """{"type":"user","uuid":"a","parentUuid":"b","message":{"role":"user","content":"1"}}""",
            """{"type":"user","uuid":"b","parentUuid":"a","message":{"role":"user","content":"2"}}""",
            """{"type":"progress","uuid":"p","parentUuid":"q"}""",
            """{"type":"progress","uuid":"q","parentUuid":"p"}""",
            """{"type":"user","uuid":"c","parentUuid":"p","message":{"role":"user","content":"3"}}""").Found;

        Assert.Equal(["1", "2", "3"], found.SelectMany(t => t.Messages).Select(m => m.Text).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/p/s-1.jsonl", true)]
    [InlineData("/p/s-1/subagents/agent-1.jsonl", true)]
    [InlineData("/p/s-1/tool-results/x.jsonl", false)]
    [InlineData(@"C:\p\s-1\workflows\x.jsonl", false)]
    [InlineData("/p/history.jsonl", false)]
    public void What_lies_beside_transcripts_is_none(string path, bool isOne) => Assert.Equal(isOne, TrainForge.Data.Sources.ClaudeCode.ClaudeCodeReader.IsTranscript(path));
}
