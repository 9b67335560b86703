using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Quality;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tests.Data.Quality;

public class QualityStageTests
{
    private static readonly Message User = new(Role.User, "Please look into the build of yesterday.");
    private static readonly ToolDefinition Run = new("run", null, JsonText.Parse("""{"type":"object","properties":{"command":{"type":"string"},"deep":{"type":"object"}},"required":["command"]}"""));

    public static TheoryData<string, string, string> Calls() => new()
    {
        { "run", """{"command":"ls"}""", "" },
        { "run", "{}", "turn-empty-arguments" },
        { "run", """{"command":1}""", "turn-schema-mismatch" },
        { "run", """{"cmd":"ls"}""", "turn-schema-mismatch" },
        { "delete", """{"command":"ls"}""", "turn-not-offered" },
        { "run", """{"command":"ls","deep":{"a":["x","</tool_call>"]}}""", "turn-leaked-markup" },
        { "run", """{"command":"ls","deep":{"<|im_start|>":1}}""", "turn-leaked-markup" },
        { "run", """{"command":"cat file … [truncated 300 lines]"}""", "turn-truncated-arguments" },
        { "run", """{"command":"a\na\na\nb"}""", "" },
        { "run", """{"command":"ls","deep":{"a":["x\na\na\na\na"]}}""", "turn-repeated-lines" },
        { "run", """{"command":"x\n\n\n\n\n\ny"}""", "" },
        { "run", $$"""{"command":"{{new string('x', 20_001)}}"}""", "turn-long-arguments" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_nobody_should_learn_is_context_and_the_rest_counts(string tool, string arguments, string note)
    {
        var judged = Judge([User, .. Call(arguments, tool), Answer("It is green.")]);

        Assert.Equal([false, note.Length == 0, false, true], Counting(judged));
        Assert.Equal(note, string.Join(' ', judged.Notes.Keys.Where(k => k.StartsWith("turn-", StringComparison.Ordinal))));
    }

    // A text about such a mark is no text that was cut.
    [Fact]
    public void A_mark_in_the_middle_of_a_text_is_part_of_it() =>
        Assert.Equal([false, true, false, true], Counting(Judge([User, .. Call($$"""{"command":"grep '[truncated' {{new string('x', 200)}}"}"""), Answer("Done.")])));

    [Fact]
    public void The_same_failure_again_is_told_apart_from_the_first_one()
    {
        var judged = Judge([User, .. Call("""{"command":"ls","deep":{}}""", isError: true), .. Call("""{"deep":{},"command":"ls"}""", isError: true), .. Call("""{"command":"pwd"}"""), Answer("Done.")]);

        Assert.Equal([false, false, false, false, false, true, false, true], Counting(judged));
        Assert.Equal((1, 1), (judged.Notes["turn-tool-failed"], judged.Notes["turn-repeated-failure"]));
    }

    [Fact]
    public void A_call_in_a_row_counts_so_many_times()
    {
        var again = Call("""{"command":"ls"}""");

        Assert.Equal([false, true, false, true, false, false, false, true], Counting(Judge([User, .. again, .. again, .. again, Answer("Done.")])));
        Assert.DoesNotContain(false, Counting(Judge([User, .. again, .. again, .. again], new QualityOptions { MaxIdenticalCalls = 0 })).Where((_, i) => i % 2 == 1));
    }

    [Fact]
    public void A_schema_with_a_keyword_that_is_not_judged_is_said_and_the_rest_of_it_judged()
    {
        var tool = new ToolDefinition("run", null, JsonText.Parse("""{"properties":{"command":{"type":"string","divisibleBy":3}}}"""));

        var judged = Judge([User, .. Call("""{"command":"ls"}"""), .. Call("""{"command":1}"""), Answer("Done.")], tools: [tool]);

        Assert.Equal((2, 1), (judged.Notes["unjudged-divisibleBy"], judged.Notes["turn-schema-mismatch"]));
    }

    [Fact]
    public void A_schema_without_end_takes_the_call_with_it() =>
        Assert.Equal(1, Judge([User, .. Call("""{"command":"ls"}"""), Answer("Done.")], tools: [new ToolDefinition("run", null, JsonText.Parse("""{"$ref":"#"}"""))]).Notes["turn-schema-undecided"]);

    [Fact]
    public void A_tool_without_a_schema_counts_unless_one_is_required()
    {
        Message[] messages = [User, .. Call("{}"), Answer("Done.")];

        Assert.DoesNotContain("turn-no-schema", Judge(messages, tools: [new ToolDefinition("run")]).Notes.Keys);
        Assert.Equal(1, Judge(messages, new QualityOptions { RequireSchema = true }, [new ToolDefinition("run")]).Notes["turn-no-schema"]);
        Assert.Equal(1, Judge(messages, new QualityOptions { RequireSchema = true }, []).Notes["turn-no-schema"]);
    }

    [Fact]
    public void Tools_are_skipped_by_name_or_by_name_and_source()
    {
        Message[] messages = [User, .. Call("{}", "TodoWrite"), Answer("Done.")];

        Assert.Equal(1, Judge(messages, tools: [], source: "claude-code").Notes["turn-skipped-tool"]);
        Assert.DoesNotContain("turn-skipped-tool", Judge(messages, tools: []).Notes.Keys);
        Assert.Equal(1, Judge(messages, new QualityOptions { SkipTools = ["TodoWrite"] }, tools: []).Notes["turn-skipped-tool"]);
    }

    [Fact]
    public void What_a_recorder_cut_off_ends_what_can_be_learned()
    {
        var cut = Judge([User, .. Call("""{"_truncated_from":"ls /very/long","_total_bytes":20000}"""), Answer("Done.")], tools: []).Kept!.Trajectory.Messages;
        var result = new Message(Role.Tool, [new ToolResultPart("call_1", "run", """[{"_truncated_from":"a","_total_bytes":20000}]""")]);

        Assert.True(cut[1].IsTruncated);
        Assert.True(Judge([User, Call("""{"command":"ls"}""")[0], result, Answer("Done.")]).Kept!.Trajectory.Messages[2].IsTruncated);
        Assert.DoesNotContain(Judge([User, .. Call("""{"command":"grep _truncated_from src"}"""), Answer("Done.")]).Kept!.Trajectory.Messages, m => m.IsTruncated);
    }

    public static TheoryData<string, string> Starts() => new()
    {
        { "continue", "continuation-prompt" },
        { "Go on.", "continuation-prompt" },
        { "This session is being continued from another one. Summary: …", "continuation-prompt" },
        { "Continue the migration of the user table", "" },
        { "hi", "" },
    };

    [Theory]
    [MemberData(nameof(Starts))]
    public void A_conversation_that_begins_in_the_middle_is_left_out(string prompt, string reason)
    {
        Message[] messages = [new Message(Role.User, prompt), Answer("Done.")];

        Assert.Equal(reason, Judge(messages).Reason ?? "");
        Assert.Null(Judge(messages, new QualityOptions { ContinuationPrompts = false }).Reason);
    }

    [Fact]
    public void A_later_continue_is_part_of_the_conversation() => Assert.Null(Judge([User, Answer("Half."), new Message(Role.User, "continue"), Answer("Done.")]).Reason);

    [Fact]
    public void Short_conversations_and_prompts_are_left_out_where_a_setting_says_so()
    {
        Assert.Equal("too-short", Judge([User]).Reason);
        Assert.Equal("too-short", Judge([User, Answer("a")], new QualityOptions { MinMessages = 3 }).Reason);
        Assert.Equal("short-prompt", Judge([new Message(Role.User, "hi"), Answer("a")], new QualityOptions { MinPromptCharacters = 10 }).Reason);
    }

    [Fact]
    public void What_a_harness_wrote_into_a_turn_is_taken_out_of_it()
    {
        var judged = Judge([new Message(Role.User, "<system-reminder>secret</system-reminder>What is new?"), Answer("Nothing."), new Message(Role.User, "<local-command-stdout>x</local-command-stdout>"), Answer("Still nothing.")]);

        Assert.Equal(["What is new?", "Nothing.", "Still nothing."], judged.Kept!.Trajectory.Messages.Select(m => m.Text));
        Assert.Equal(2, judged.Notes["stripped-injected"]);
        Assert.Equal(4, Judge([User, Answer("a"), new Message(Role.User, "<bash-stdout>x</bash-stdout>"), Answer("b")], new QualityOptions { StripInjected = false }).Kept!.Trajectory.Messages.Count);
    }

    [Fact]
    public void Answers_to_notifications_do_not_count_until_somebody_asks()
    {
        var judged = Judge([User, Answer("Started."), new Message(Role.User, "<task-notification>done</task-notification>"), Answer("It is done."), User, Answer("Yes.")]);

        Assert.Equal([false, true, false, false, false, true], Counting(judged));
    }

    [Fact]
    public void A_long_answer_to_nearly_nothing_does_not_count_where_a_setting_says_so()
    {
        Message[] messages = [new Message(Role.User, "tell me"), Answer(new string('x', 601))];

        Assert.Equal([false, true], Counting(Judge(messages)));
        Assert.Equal([false, false], Counting(Judge(messages, new QualityOptions { FabricationPromptCharacters = 30 })));
        Assert.Equal([false, true, false, true], Counting(Judge([messages[0], .. Call("""{"command":"ls"}"""), messages[1]], new QualityOptions { FabricationPromptCharacters = 30 })));
    }

    [Fact]
    public void A_class_that_is_not_trained_on_is_left_out_and_can_still_be_compared_with()
    {
        var judged = Judge([Answer("Nobody asked."), Answer("Still.")]);

        Assert.Equal("low-quality", judged.Reason);
        Assert.NotNull(judged.Kept);
        Assert.Equal(1, judged.Notes["class-low"]);
        Assert.Equal("medium-quality", Judge([User, Answer("a")], new QualityOptions { TrainOn = ["high"] }).Reason);
        Assert.Null(Judge([Answer("a"), Answer("b")], new QualityOptions { TrainOn = ["low"] }).Reason);
    }

    [Fact]
    public void Its_fingerprint_is_its_settings()
    {
        Assert.Equal(new QualityStage(new QualityOptions()).Fingerprint, new QualityStage(new QualityOptions()).Fingerprint);
        Assert.NotEqual(new QualityStage(new QualityOptions()).Fingerprint, new QualityStage(new QualityOptions { High = 3.5 }).Fingerprint);
    }

    private static Judgement Judge(IReadOnlyList<Message> messages, QualityOptions? options = null, IReadOnlyList<ToolDefinition>? tools = null, string source = "stash") =>
        new QualityStage(options ?? new QualityOptions()).Judge(new Candidate("id", new Trajectory { Id = "t", Source = source, Messages = messages, Tools = tools ?? [Run] }, [], new RedactionCounts()));

    private static IEnumerable<bool> Counting(Judgement judged) => judged.Kept!.Trajectory.Messages.Select(m => m.Provenance is { Generated: true });

    private static Message Answer(string text) => new(Role.Assistant, text) { Provenance = new MessageProvenance { Generated = true } };

    private static Message[] Call(string arguments, string tool = "run", bool isError = false) =>
    [
        new Message(Role.Assistant, [new ToolCallPart(new ToolCall(null, tool, arguments))]) { Provenance = new MessageProvenance { Generated = true } },
        new Message(Role.Tool, [new ToolResultPart(null, tool, "done", isError)]),
    ];
}
