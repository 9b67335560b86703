using TrainForge.Conversations;
using TrainForge.Data.Sources;
using TrainForge.Stashes;
using static TrainForge.Tests.Data.Recording;

namespace TrainForge.Tests.Data;

public class StashConversationsTests
{
    private static readonly Message Question = new(Role.User, "1 + 2?");
    private static readonly Message Answer = new(Role.Assistant, "3.");

    [Fact]
    public void A_tool_loop_is_one_conversation_with_its_result_and_its_last_word()
    {
        var called = Calling("c1", """{"a":1,"b":2}""");
        var result = Answering("c1", "3");

        var threads = Threads(Call(1, [Question], [called]), Call(2, [Question, called, result], [Answer]));

        Assert.Equal([Role.User, Role.Assistant, Role.Tool, Role.Assistant], Assert.Single(threads).Messages.Select(m => m.Role));
        Assert.Equal("3", Assert.Single(ToolLinks.Of(threads[0].Messages).All).Result!.Text);
        Assert.Equal([false, true, false, true], threads[0].Messages.Select(m => m.Provenance!.Generated));
    }

    [Fact]
    public void An_answer_handed_back_in_other_pieces_and_without_its_reasoning_is_the_same_answer()
    {
        var spoken = new Message(Role.Assistant, [new ReasoningPart("hm"), new TextPart("Th"), new TextPart("ree.")]) { Id = "vendor-7" };

        var threads = Threads(Call(1, [Question], [spoken]), Call(2, [Question, new Message(Role.Assistant, "Three."), new Message(Role.User, "Sure?")], [Answer]));

        Assert.Single(threads);
        Assert.IsType<ReasoningPart>(threads[0].Messages[1].Parts[0]);
    }

    [Fact]
    public void Equal_words_at_another_place_do_not_link()
    {
        var ok = new Message(Role.User, "ok");

        var threads = Threads(Call(1, [ok], [Answer]), Call(2, [ok, Answer, ok], [Answer]), Call(3, [ok], [new Message(Role.Assistant, "Again?")]));

        Assert.Equal([4, 2], threads.Select(t => t.Messages.Count));
    }

    [Fact]
    public void A_call_that_failed_and_was_tried_again_never_happened()
    {
        var failed = Call(1, [Question], []) with { Error = new InteractionError("429", "too many") };

        var threads = Threads(failed, Call(2, [Question], [Answer]));

        Assert.Equal(["1 + 2?", "3."], Assert.Single(threads).Messages.Select(m => m.Text));
    }

    [Fact]
    public void A_call_that_failed_for_good_is_how_the_conversation_ends()
    {
        var failed = Call(2, [Question, Answer, new Message(Role.User, "More?")], []) with { Error = new InteractionError("500", "down") };

        var thread = Assert.Single(Threads(Call(1, [Question], [Answer]), failed));

        Assert.Equal(4, thread.Messages.Count);
        Assert.Equal("down", Assert.IsType<ErrorPart>(thread.Messages[^1].Parts[0]).Message);
    }

    [Fact]
    public void History_that_was_rewritten_is_context_of_another_conversation()
    {
        var summary = new Message(Role.Assistant, "We added numbers.");

        var threads = Threads(Call(1, [Question], [Answer]), Call(2, [summary, new Message(Role.User, "Go on.")], [Answer]));

        Assert.Equal(2, threads.Count);
        Assert.False(threads[1].Messages[0].Provenance!.Generated);
    }

    [Fact]
    public void The_order_of_the_lines_does_not_matter() =>
        Assert.Single(Threads(Call(2, [Question, Answer, new Message(Role.User, "Sure?")], [Answer]), Call(1, [Question], [Answer])));

    // Each vendor has its own word for it, and the words of HTTP traffic are kept as they came.
    [Theory]
    [InlineData("length")]
    [InlineData("max_tokens")]
    [InlineData("max_output_tokens")]
    [InlineData("model_context_window_exceeded")]
    [InlineData("incomplete")]
    [InlineData("content_filter")]
    [InlineData("refusal")]
    public void An_answer_that_the_vendor_cut_is_marked(string reason)
    {
        var thread = Assert.Single(Threads(Call(1, [Question], [Answer]) with { FinishReason = reason }));

        Assert.Equal($"finish_reason:{reason}", Assert.Single(thread.Messages[1].Truncations).What);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("stop")]
    [InlineData("end_turn")]
    [InlineData("stop_sequence")]
    [InlineData("tool_calls")]
    [InlineData("tool_use")]
    [InlineData("completed")]
    public void An_answer_that_the_model_ended_is_not(string? reason) =>
        Assert.Empty(Assert.Single(Threads(Call(1, [Question], [Answer]) with { FinishReason = reason })).Messages[1].Truncations);

    private static IReadOnlyList<ConversationThread> Threads(params Interaction[] calls) =>
        StashConversations.Of(calls.Select((c, i) => c with { Line = i + 1 }), "run-1/t/interactions.jsonl");
}
