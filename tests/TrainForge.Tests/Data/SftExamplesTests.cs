using TrainForge.Conversations;
using TrainForge.Data.Examples;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Redaction;
using static TrainForge.Tests.Data.Recording;

namespace TrainForge.Tests.Data;

public class SftExamplesTests
{
    private static readonly Message Question = new(Role.User, "1 + 2?");
    private static readonly Message Call = Calling("call_1", """{"a":1.0,"b":2}""");
    private static readonly Message Result = Answering("call_1", "3");
    private static readonly Message Answer = new(Role.Assistant, "3.");

    [Fact]
    public void The_whole_conversation_is_kept_and_only_what_the_model_wrote_counts()
    {
        var (example, made) = Make(Question, Call, Result, Answer);

        Assert.Equal([false, true, false, true], example!.Trained);
        Assert.Equal("3.", example.Messages[^1].Text);
        Assert.Null(made.Reason);
    }

    [Fact]
    public void A_call_that_its_tool_refused_is_context_for_what_followed()
    {
        var (example, _) = Make(Question, Call, Answering("call_1", "no such thing", isError: true), Answer);

        Assert.Equal([false, false, false, true], example!.Trained);
    }

    [Fact]
    public void A_call_to_a_tool_that_was_not_offered_does_not_count()
    {
        var (example, _) = Make(Question, Calling("call_1", "{}", "subtract"), Result, Answer);

        Assert.Equal([false, false, false, true], example!.Trained);
    }

    [Fact]
    public void Everything_from_a_damaged_turn_on_is_cut_with_its_reason()
    {
        var damaged = Answer with { Truncations = [new Truncation("text", 10, 5)] };

        var (example, made) = Make(Question, Answer, Question, damaged, Question, Answer);

        Assert.Equal(2, example!.Messages.Count);
        Assert.Equal(("truncated-turn", 2), (made.Reason, made.CutFrom));
    }

    public static TheoryData<string, Message[]> Unusable() => new()
    {
        { "truncated-turn", [Question, Answer with { Truncations = [new Truncation("text", 10, 5)] }] },
        { "failed-turn", [Question, new Message(Role.Assistant, [new ErrorPart("down")])] },
        { "empty-turn", [Question, new Message(Role.Assistant, "")] },
        { "bad-arguments", [Question, Calling("call_1", "{\"a\":"), Result] },
        { "bad-arguments", [Question, Calling("call_1", "[1]"), Result] },
        { "bad-arguments", [Question, Calling("call_1", """{"a":1,"\u0061":2}"""), Result] },
        { "unanswered-call", [Question, Call, Question] },
        { "orphan-result", [Question, Result, Answer] },
        { "no-answer", [Question] },
        { "empty", [] },
        { "media", [new Message(Role.User, [new MediaPart("image/png")]), Answer] },
        { "unknown-part", [new Message(Role.User, [new UnknownPart(JsonText.Parse("{\"type\":\"x\"}"))]), Answer] },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void What_cannot_be_used_is_dropped_with_a_reason_that_stays(string reason, Message[] messages)
    {
        var (example, made) = Make(messages);

        Assert.Null(example);
        Assert.Equal((reason, null), (made.Reason, made.CutFrom));
    }

    [Fact]
    public void A_line_reads_back_as_the_example_it_was()
    {
        var (example, _) = Make(new Message(Role.System, "Be brief."), Question, Call, Result, new Message(Role.Assistant, [new ReasoningPart("easy"), new TextPart("3.")]));

        var line = ExampleJson.ToLine(example!);

        Assert.Equal(
            """{"id":"x","group":"g","source":"stash","test":"t","vendor":"openai","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"1 + 2?"},{"role":"assistant","content":"","tool_calls":[{"id":"call_1","type":"function","function":{"name":"add","arguments":{"a":1.0,"b":2}}}],"train":true},{"role":"tool","tool_call_id":"call_1","content":"3"},{"role":"assistant","content":"3.","reasoning_content":"easy","train":true}],"tools":[{"type":"function","function":{"name":"add","description":"Adds two numbers.","parameters":{"type":"object","properties":{"a":{"type":"number"},"b":{"type":"number"}},"required":["a","b"]}}}]}""",
            System.Text.Encoding.UTF8.GetString(line));
        Assert.Equal(line, ExampleJson.ToLine(ExampleJson.Read(line)));
    }

    private static (Example? Example, Made Made) Make(params Message[] messages)
    {
        var generated = messages.Select(m => m.Role == Role.Assistant ? m with { Provenance = new MessageProvenance { Generated = true } } : m);
        var trajectory = new Trajectory { Id = "x", Source = "stash", TestId = "t", Group = "g", Messages = [.. generated], Tools = [Add], Terms = new SourceTerms { Vendor = "openai" } };
        var made = new SftExamples(new ExampleOptions()).Make(new Candidate("x", trajectory, [], new RedactionCounts()));
        return (made.Examples.SingleOrDefault(), made);
    }
}
