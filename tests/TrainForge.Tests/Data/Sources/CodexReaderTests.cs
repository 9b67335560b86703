using TrainForge.Conversations;

namespace TrainForge.Tests.Data.Sources;

public class CodexReaderTests
{
    private static readonly string[] Items =
    [
        """{"type":"message","role":"user","content":[{"type":"input_text","text":"<environment_context>x</environment_context>"}]}""",
        """{"type":"message","role":"user","content":[{"type":"input_text","text":"list"}]}""",
        """{"type":"reasoning","summary":[{"type":"summary_text","text":"look first"}],"encrypted_content":"abc"}""",
        """{"type":"function_call","name":"shell","arguments":"{\"command\":[\"ls\"], \"n\":1.0}","call_id":"c1"}""",
        """{"type":"function_call_output","call_id":"c1","output":"a.txt"}""",
        """{"type":"custom_tool_call","name":"apply_patch","input":"*** Begin\n+x","call_id":"c2"}""",
        """{"type":"custom_tool_call_output","call_id":"c2","output":{"content":"failed","success":false}}""",
        """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"one file"}]}""",
    ];

    private const string Expected = """user: <environment_context>x</environment_context> | user: list | assistant: <look first> shell({"command":["ls"], "n":1.0}) | tool: =a.txt | assistant: apply_patch({"input":"*** Begin\n+x"}) | tool: =failed! | assistant: one file""";

    [Fact]
    public void Both_envelopes_read_the_same()
    {
        var enveloped = Reading.Of("codex", [Line("session_meta", """{"id":"s-1","cwd":"/srv","model_provider":"openai","git":{"branch":"main"}}"""), Line("turn_context", """{"model":"gpt-x"}"""), .. Items.Select(i => Line("response_item", i))]);
        var bare = Reading.Of("codex", ["""{"id":"s-1","timestamp":"2025-05-01T10:00:00Z","git":{"branch":"main"}}""", """{"record_type":"state"}""", .. Items]);

        Assert.Equal([Expected, Expected], new[] { enveloped.Only, bare.Only }.Select(Reading.Words));
        Assert.Equal(["codex:s-1", "codex:s-1"], new[] { enveloped.Only, bare.Only }.Select(t => t.Group));
        Assert.Equal(("openai", "gpt-x", "main"), (enveloped.Only.Terms.Vendor, enveloped.Only.Terms.Model, enveloped.Only.Git!.Branch));
        Assert.Equal(["harness", null], enveloped.Only.Messages.Take(2).Select(m => m.Name));
        Assert.Empty(enveloped.Report.Problems);
    }

    [Theory]
    [InlineData("event", "item", "of item!")]
    [InlineData("item", "event", "of item!")]
    [InlineData("item", "item", "of item")]
    public void A_result_that_appears_twice_is_kept_once_in_the_words_of_the_item(string first, string second, string kept)
    {
        var reading = Reading.Of("codex", [Item("""{"type":"message","role":"user","content":"go"}"""), Item(Items[3]), Result(first), Result(second), Item(Items[7])]);

        Assert.Equal($$"""user: go | assistant: shell({"command":["ls"], "n":1.0}) | tool: ={{kept}} | assistant: one file""", Reading.Words(reading.Only));
        Assert.Equal(1, reading.Report.Notes["repeated-results"]);
    }

    [Fact]
    public void A_result_that_only_an_event_tells_is_not_lost()
    {
        var reading = Reading.Of("codex", [Item(Items[3]), Result("event"), Item(Items[7])]);

        Assert.Equal("""assistant: shell({"command":["ls"], "n":1.0}) | tool: =of event! | assistant: one file""", Reading.Words(reading.Only));
    }

    [Fact]
    public void A_compaction_begins_a_conversation_whose_history_is_context()
    {
        var found = Reading.Of("codex", [Item(Items[1]), Item(Items[7]), Line("compacted", """{"message":"They listed.","replacement_history":[{"type":"message","role":"assistant","content":"old"}]}"""), Item(Items[1]), Item(Items[7])]).Found;

        Assert.Equal(["user: list | assistant: one file", "system: They listed. | assistant: old | user: list | assistant: one file"], found.Select(Reading.Words));
        Assert.Equal([false, true], found[1].Messages.Where(m => m.Role == Role.Assistant).Select(m => m.Provenance!.Generated));
    }

    [Fact]
    public void After_a_compaction_the_model_knows_its_instructions_and_the_summary_once()
    {
        var found = Reading.Of("codex", [
            Line("session_meta", """{"id":"s","base_instructions":{"text":"Be brief."}}"""), Item(Items[1]), Item(Items[7]),
            Line("compacted", """{"message":"They listed.","replacement_history":[{"type":"message","role":"user","content":[{"type":"input_text","text":"list"}]},{"type":"message","role":"user","content":[{"type":"input_text","text":"Summary: They listed."}]}]}"""),
            Item(Items[1]), Item(Items[7])]).Found;

        Assert.Equal("system: Be brief. | user: list | system: Summary: They listed. | user: list | assistant: one file", Reading.Words(found[1]));
        Assert.Equal("compaction-summary", Assert.Single(found[1].Messages, m => m.Name is not null).Name);
    }

    [Fact]
    public void What_was_taken_back_stays_a_conversation_and_what_was_before_is_not_trained_on_twice()
    {
        var found = Reading.Of("codex", [Item(Items[1]), Item(Items[7]), Item(Items[1]), Item(Items[7]), Line("event_msg", """{"type":"thread_rolled_back","num_turns":1}"""), Item("""{"type":"message","role":"user","content":"else"}"""), Item(Items[7])]).Found;

        Assert.Equal("user: list | assistant: one file | user: else | assistant: one file", Reading.Words(found[1]));
        Assert.Equal([false, true], found[1].Messages.Where(m => m.Role == Role.Assistant).Select(m => m.Provenance!.Generated));
    }

    private static string Result(string of) => of == "item"
        ? Item("""{"type":"function_call_output","call_id":"c1","output":"of item"}""")
        : Line("event_msg", """{"type":"exec_command_end","call_id":"c1","stdout":"of event","stderr":"","exit_code":1}""");

    private static string Item(string payload) => Line("response_item", payload);

    private static string Line(string type, string payload) => $$"""{"timestamp":"2026-03-01T10:00:00Z","type":"{{type}}","payload":{{payload}}}""";
}
