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

    // Every thread used to be asked at every call, and each time the words of the request were put together anew.
    [Fact]
    public void Ten_thousand_calls_that_begin_alike_are_ten_thousand_conversations_at_once()
    {
        var system = new Message(Role.System, new string('x', 4000));

        var threads = Threads([.. Enumerable.Range(1, 10_000).Select(i => Call(i, [system, new Message(Role.User, $"{i}?")], [Answer]))]);

        Assert.Equal(10_000, threads.Count);
    }

    [Fact]
    public void Whoever_asks_every_thread_links_the_same()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var (calls, said) = (new List<Interaction>(), new List<IReadOnlyList<Message>> { Array.Empty<Message>() });
            for (var i = 1; i <= 12; i++)
            {
                IReadOnlyList<Message> request = [.. said[random.Next(said.Count)], .. Enumerable.Range(0, random.Next(1, 3)).Select(_ => new Message(Role.User, $"q{random.Next(2)}"))];
                var call = Call(i, request, [new Message(Role.Assistant, $"a{random.Next(2)}")]);
                calls.Add(random.Next(4) == 0 ? call with { Response = [], Error = new InteractionError("http", "no") } : call);
                said.Add([.. request, .. call.Response]);
            }

            Assert.Equal(Asked(calls).Select(Words), StashConversations.Of(calls, "f").Select(Words));
        }

        static string Words(ConversationThread thread) => string.Join('|', thread.Messages.Select(m => m.Text));
    }

    private static List<ConversationThread> Asked(IEnumerable<Interaction> calls)
    {
        var threads = new List<ConversationThread>();
        foreach (var call in calls)
        {
            (ConversationThread Thread, int From)? best = null;
            foreach (var thread in threads)
            {
                best = thread.Length >= (best?.Thread.Length ?? 0) && thread.Continues(call.Request) is { } from ? (thread, from) : best;
            }

            if (best is null)
            {
                threads.Add(new ConversationThread("f", call.Started, threads.Count));
                best = (threads[^1], 0);
            }

            best.Value.Thread.Take(call, best.Value.From);
        }

        threads.ForEach(thread => thread.Close());
        return threads;
    }

    private static IReadOnlyList<ConversationThread> Threads(params Interaction[] calls) =>
        StashConversations.Of(calls.Select((c, i) => c with { Line = i + 1 }), "run-1/t/interactions.jsonl");
}
