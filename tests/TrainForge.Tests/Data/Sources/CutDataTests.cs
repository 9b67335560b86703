using TrainForge.Conversations;
using TrainForge.Data.Examples;
using TrainForge.Data.Sources;
using TrainForge.Stashes;
using static TrainForge.Tests.Data.Recording;

namespace TrainForge.Tests.Data.Sources;

/// <summary>What is not whole is marked, whoever cut it and in whatever words, and nothing marked is trained on.</summary>
public sealed class CutDataTests
{
    private static readonly Message Question = new(Role.User, "1 + 2?");
    private static readonly Message Begun = new(Role.Assistant, "It is th");

    [Theory]
    [InlineData("length", true)]
    [InlineData("max_tokens", true)]
    [InlineData("MAX_TOKENS", true)]
    [InlineData("max_output_tokens", true)]
    [InlineData("incomplete", true)]
    [InlineData("content-filter", true)]
    [InlineData("refusal", true)]
    [InlineData("stop", false)]
    [InlineData("end_turn", false)]
    [InlineData("tool_use", false)]
    [InlineData("completed", false)]
    [InlineData(null, false)]
    public void Every_vendors_word_for_a_limit_is_known(string? reason, bool isCut)
    {
        var thread = Assert.Single(Threads(Call(1, [Question], [Begun]) with { FinishReason = reason }));

        Assert.Equal(isCut, thread.Messages[1].IsTruncated);
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("abandoned")]
    [InlineData("http")]
    public void What_had_come_before_a_call_failed_is_no_answer(string kind)
    {
        var thread = Assert.Single(Threads(Call(1, [Question], [Begun]) with { Error = new InteractionError(kind, "gone") }));

        Assert.Equal($"error:{kind}", Assert.Single(thread.Messages[1].Truncations).What);
        Assert.Equal((1, "truncated-turn"), TurnDamage.First(thread.Messages, ToolLinks.Of(thread.Messages)));
    }

    [Theory]
    [InlineData("\"droppedAttributesCount\":3")]
    [InlineData("\"droppedEventsCount\":1")]
    public void A_span_that_lost_attributes_lost_nobody_knows_what(string dropped)
    {
        const string Said = """{"key":"gen_ai.completion.0.role","value":{"stringValue":"assistant"}},{"key":"gen_ai.completion.0.content","value":{"stringValue":"2"}}""";

        var found = Reading.Of("otel", $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"t","spanId":"s","attributes":[{{Said}}],{{dropped}}}]}]}]}""").Only;

        Assert.Equal("attributes", Assert.Single(found.Truncations).What);
    }

    [Fact]
    public void A_result_that_the_logger_cut_is_cut_whatever_redaction_made_of_its_length()
    {
        var address = "ada.lovelace.of.the.engine" + "@" + "analytical-engine.co.uk";
        var result = (address + " " + new string('x', 500))[..500];

        var found = Reading.Of(
            "session-log",
            $$"""{"type":"tool_call","tool":"mail","args":{},"result":"{{result}}","timestamp":"2026-03-08T10:00:00"}""",
            $$"""{"type":"tool_call","tool":"mail","args":{},"result":"{{result[..499]}}","timestamp":"2026-03-08T10:00:01"} """).Only;

        Assert.True(found.Messages[1].ToolResults.Single().Text.Length < 490);
        Assert.Equal(new Truncation("tool_result", 500, 500), Assert.Single(found.Messages[1].Truncations));
        Assert.Empty(found.Messages[3].Truncations);
    }

    [Fact]
    public void An_answer_that_a_person_stopped_is_cut_and_a_call_whose_tool_was_stopped_is_whole()
    {
        var session = new ClaudeSession();
        session.User("write it");
        session.Say("I will begin");
        session.User("[Request interrupted by user]");
        session.User("go on");
        session.Call("c1", "Bash", new { command = "ls" });
        session.Result("c1", "rejected", isError: true);
        session.User(new object[] { new { type = "text", text = "[Request interrupted by user for tool use]" } });
        session.User("no");
        session.Say("done");

        var found = session.Read().Only;

        Assert.Equal([1], found.Messages.Select((m, i) => (m, i)).Where(m => m.m.IsTruncated).Select(m => m.i));
        Assert.Equal(["harness", "harness"], found.Messages.Where(m => m.Name is not null).Select(m => m.Name));
    }

    private static IReadOnlyList<ConversationThread> Threads(params Interaction[] calls) => StashConversations.Of(calls, "run-1/t/interactions.jsonl");
}
