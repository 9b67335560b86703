using System.Text.Json;
using Microsoft.Extensions.AI;
using TrainForge.Capture;
using TrainForge.Capture.Chat;
using TrainForge.Conversations;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Capture;

public sealed class StreamingTests : IDisposable
{
    private readonly TestHost _host = new();

    [Fact]
    public async Task Updates_reach_the_consumer_as_they_are_and_are_folded_beside()
    {
        ChatResponseUpdate[] updates =
        [
            new(ChatRole.Assistant, [new TextReasoningContent("Think")]) { ResponseId = "r", ModelId = "small-1b", MessageId = "m1" },
            new(null, [new TextReasoningContent("ing.")]),
            new(null, "Let me "),
            new(null, "look."),
            new(null, [new FunctionCallContent("c1", "weather")]),
            new(null, [new FunctionCallContent("c1", "weather", new Dictionary<string, object?> { ["city"] = "Łódź" })]),
            new(null, [new UsageContent(new UsageDetails { InputTokenCount = 3 })]),
            new(null, [new UsageContent(new UsageDetails { OutputTokenCount = 4 })]) { FinishReason = ChatFinishReason.ToolCalls },
        ];
        var client = FakeModel.Streaming(updates).WithTrainForge(_host.Host);
        List<ChatResponseUpdate> seen = [];

        var (calls, _, _) = await _host.RunAsync(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync("hello"))
            {
                seen.Add(update);
            }
        });

        Assert.Equal(updates, seen);
        var call = Assert.Single(calls);
        var message = Assert.Single(call.Response);
        Assert.Equal(("m1", Role.Assistant), (message.Id, message.Role));
        Assert.Equal([new ReasoningPart("Thinking."), new TextPart("Let me look.")], message.Parts.Take(2));
        Assert.Equal(("c1", "weather", """{"city":"Łódź"}"""), (message.ToolCalls.Single().Id, message.ToolCalls.Single().Name, message.ToolCalls.Single().ArgumentsText));
        Assert.Equal((3, 4, 8, "tool_calls", "small-1b"), (call.Usage!.Input, call.Usage.Output, call.Updates, call.FinishReason, call.Model));
        Assert.InRange(call.FirstUpdateMs!.Value, 0, call.DurationMs!.Value);
        Assert.Null(call.Error);
    }

    // However an answer is cut into updates, it folds to the same: the seed is fixed, TRAINFORGE_FULL=1 tries many more.
    [Fact]
    public void Folding_does_not_see_where_an_answer_was_cut()
    {
        var random = new Random(20261121);
        for (var round = 0; round < Sampling.Count(300, 20_000); round++)
        {
            var answer = RandomAnswer(random);

            var whole = Folded([answer]);
            var cut = Folded([.. Cut(answer, random)]);

            Assert.Equal(whole, cut);
        }
    }

    // What the pieces were can be had back from the answer and their lengths alone.
    [Fact]
    public void Pieces_give_back_every_text_as_it_came()
    {
        var random = new Random(4711);
        for (var round = 0; round < Sampling.Count(300, 20_000); round++)
        {
            var updates = Cut(RandomAnswer(random), random).ToList();
            var fold = new ResponseFold();
            foreach (var update in updates)
            {
                fold.Add(update, 0);
            }

            var folded = fold.Fold();
            var contents = folded.Messages.SelectMany(m => m.Contents).ToList();
            Assert.Equal(
                updates.SelectMany(u => u.Contents).OfType<TextContent>().Select(c => c.Text),
                Texts(folded.Pieces, StreamPiece.Text, string.Concat(contents.OfType<TextContent>().Select(c => c.Text))));
            Assert.Equal(
                updates.SelectMany(u => u.Contents).OfType<TextReasoningContent>().Select(c => c.Text),
                Texts(folded.Pieces, StreamPiece.Reasoning, string.Concat(contents.OfType<TextReasoningContent>().Select(c => c.Text))));
        }

        static IEnumerable<string> Texts(IReadOnlyList<StreamPiece> pieces, string kind, string whole)
        {
            var at = 0;
            foreach (var piece in pieces.Where(p => p.Kind == kind))
            {
                yield return whole[at..(at += piece.Chars!.Value)];
            }

            Assert.Equal(whole.Length, at);
        }
    }

    [Fact]
    public async Task Pieces_say_when_and_how_much_and_an_empty_one_that_it_came()
    {
        var client = FakeModel.Streaming(new(ChatRole.Assistant, "Hel"), new(null, []), new(null, "lo 🙂"), new(null, [new UsageContent(new UsageDetails())])).WithTrainForge(_host.Host);

        var (calls, _, _) = await _host.RunAsync(() => client.GetStreamingResponseAsync("hello").ToChatResponseAsync());

        var call = Assert.Single(calls);
        Assert.Equal([("text", 3), ("empty", null), ("text", 5), ("usage", null)], call.Pieces.Select(p => (p.Kind, p.Chars)));
        Assert.Equal(call.Pieces.Select(p => p.AtMs).Order(), call.Pieces.Select(p => p.AtMs));
        Assert.InRange(call.Pieces[^1].AtMs, call.FirstUpdateMs!.Value, call.DurationMs!.Value);
    }

    // Neither half is a secret; the lengths of both would say how long it was.
    [Fact]
    public async Task A_secret_that_comes_in_two_pieces_is_in_none()
    {
        var client = FakeModel.Streaming(new(ChatRole.Assistant, "take ghp_abcdefghijklmnop"), new(null, "qrstuvwxyz0123456789 now")).WithTrainForge(_host.Host);

        var (calls, _, folder) = await _host.RunAsync(() => client.GetStreamingResponseAsync("hello").ToChatResponseAsync());

        var call = Assert.Single(calls);
        Assert.StartsWith("take [REDACTED:", call.Response[0].Text, StringComparison.Ordinal);
        Assert.Equal([("text", null), ("text", null)], call.Pieces.Select(p => (p.Kind, p.Chars)));
        Assert.All(Directory.GetFiles(folder), file => Assert.DoesNotContain("abcdefghijklmnop", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(folder), file => Assert.DoesNotContain("qrstuvwxyz", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pieces_of_an_answer_that_was_cut_have_no_lengths_and_those_of_an_endless_one_an_end()
    {
        using var small = new TestHost(s => s with { MaxTextBytes = 11 });
        var client = FakeModel.Streaming([.. Enumerable.Repeat(new ChatResponseUpdate(ChatRole.Assistant, "ab"), ResponseFold.MaxPieces + 5)]).WithTrainForge(small.Host);

        var (calls, _, _) = await small.RunAsync(() => client.GetStreamingResponseAsync("hello").ToChatResponseAsync());

        var call = Assert.Single(calls);
        Assert.True(call.Response[0].IsTruncated);
        Assert.Equal(ResponseFold.MaxPieces + 5, call.Updates);
        Assert.InRange(call.Pieces.Count, ResponseFold.MaxPieces - 5, ResponseFold.MaxPieces);
        Assert.All(call.Pieces, p => Assert.Null(p.Chars));
    }

    [Fact]
    public void The_comparison_of_folds_notices_a_lost_piece()
    {
        ChatResponseUpdate[] pieces = [new(ChatRole.Assistant, "a"), new(null, "b")];

        Assert.NotEqual(Folded(pieces), Folded(pieces[..1]));
    }

    [Fact]
    public void Another_message_id_or_another_role_begins_another_message()
    {
        ResponseFold fold = new();
        foreach (var update in (ChatResponseUpdate[])
            [new(ChatRole.Assistant, "a") { MessageId = "1" }, new(null, "b") { MessageId = "1" }, new(null, "c") { MessageId = "2" }, new(ChatRole.Tool, [new FunctionResultContent("x", "y")]), new(ChatRole.Assistant, "d")])
        {
            fold.Add(update, 0);
        }

        Assert.Equal(["ab", "c", "", "d"], fold.Fold().Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task A_stream_that_breaks_keeps_what_had_arrived_and_throws_what_was_thrown()
    {
        var failure = new IOException("connection reset");
        IEnumerable<ChatResponseUpdate> Break()
        {
            yield return new(ChatRole.Assistant, "half an ");
            yield return new(null, "answ");
            throw failure;
        }

        var client = new FakeModel(_ => new ChatResponse(), _ => Break()).WithTrainForge(_host.Host);
        Exception? seen = null;
        var (calls, _, _) = await _host.RunAsync(async () => seen = await Record.ExceptionAsync(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync("hello"))
            {
                Assert.NotNull(update);
            }
        }));

        Assert.Same(failure, seen);
        Assert.Equal(("half an answ", "System.IO.IOException", 2), (calls[0].Response[0].Text, calls[0].Error!.Kind, calls[0].Updates));
    }

    [Fact]
    public async Task A_cancelled_stream_is_recorded_as_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var client = FakeModel.Streaming(new(ChatRole.Assistant, "a"), new(null, "b")).WithTrainForge(_host.Host);

        var (calls, _, _) = await _host.RunAsync(() => Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync("hello", cancellationToken: cancel.Token))
            {
                await cancel.CancelAsync();
            }
        }));

        Assert.Equal(("a", "cancelled"), (calls[0].Response[0].Text, calls[0].Error!.Kind));
    }

    [Theory]
    [InlineData(false, "abandoned")]
    [InlineData(true, null)]
    public async Task A_consumer_that_leaves_early_abandons_only_what_was_not_finished(bool isFinished, string? kind)
    {
        var client = FakeModel.Streaming(new(ChatRole.Assistant, "a") { FinishReason = isFinished ? ChatFinishReason.Stop : null }, new(null, "b")).WithTrainForge(_host.Host);

        var (calls, _, _) = await _host.RunAsync(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync("hello"))
            {
                break;
            }
        });

        Assert.Equal(("a", kind), (calls[0].Response[0].Text, calls[0].Error?.Kind));
    }

    [Fact]
    public async Task A_stream_that_nobody_reads_is_no_call_and_one_read_twice_is_two()
    {
        var client = FakeModel.Streaming(new ChatResponseUpdate(ChatRole.Assistant, "a")).WithTrainForge(_host.Host);
        _host.Begin("A");

        var stream = client.GetStreamingResponseAsync("hello");
        Assert.Empty(_host.Folders);
        await ReadAsync(stream);
        await ReadAsync(stream);
        _host.End("A");

        Assert.Equal(2, TestHost.Interactions(Assert.Single(_host.Folders)).Length);
    }

    public void Dispose() => _host.Dispose();

    private static async Task ReadAsync(IAsyncEnumerable<ChatResponseUpdate> stream)
    {
        await foreach (var update in stream)
        {
            Assert.NotNull(update);
        }
    }

    private static string Folded(IReadOnlyList<ChatResponseUpdate> updates)
    {
        var fold = new ResponseFold();
        foreach (var update in updates)
        {
            fold.Add(update, 0);
        }

        var call = new Interaction { Id = "1", Sequence = 1, Started = DateTimeOffset.UnixEpoch };
        return System.Text.Encoding.UTF8.GetString(StashJson.ToLine(ChatAnswer.Answered(call, new MessageMap(new TextCap(1 << 20)), fold.Fold(), updates: null) with { Pieces = [] }));
    }

    private static ChatResponseUpdate RandomAnswer(Random random)
    {
        List<AIContent> contents = [];
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            contents.Add(random.Next(4) switch
            {
                0 => new TextReasoningContent(Word(random)),
                1 => new FunctionCallContent($"c{i}", $"tool{i}", new Dictionary<string, object?> { ["a"] = Word(random), ["b"] = random.Next(), ["c"] = JsonDocument.Parse("1.50").RootElement }),
                2 => new UsageContent(new UsageDetails { InputTokenCount = random.Next(9), OutputTokenCount = random.Next(9) }),
                _ => new TextContent(Word(random)),
            });
        }

        return new ChatResponseUpdate(ChatRole.Assistant, contents) { MessageId = "m", ResponseId = "r", ModelId = "x", FinishReason = ChatFinishReason.Stop };
    }

    // Cuts between contents and inside texts (also inside a surrogate pair), tool calls into name first and arguments by and by.
    private static IEnumerable<ChatResponseUpdate> Cut(ChatResponseUpdate answer, Random random)
    {
        foreach (var content in answer.Contents)
        {
            foreach (var piece in Pieces(content, random))
            {
                var named = random.Next(3) == 0;
                yield return new ChatResponseUpdate(random.Next(2) == 0 ? ChatRole.Assistant : null, [piece]) { MessageId = named ? "m" : null, ModelId = "x" };
            }
        }

        yield return new ChatResponseUpdate { MessageId = "m", ResponseId = "r", FinishReason = ChatFinishReason.Stop };
    }

    private static IEnumerable<AIContent> Pieces(AIContent content, Random random)
    {
        switch (content)
        {
            case TextContent text:
                foreach (var piece in Cut(text.Text, random))
                {
                    yield return new TextContent(piece);
                }

                break;
            case TextReasoningContent text:
                foreach (var piece in Cut(text.Text, random))
                {
                    yield return new TextReasoningContent(piece);
                }

                break;
            case FunctionCallContent call when random.Next(2) == 0:
                yield return new FunctionCallContent(call.CallId, call.Name);
                yield return new FunctionCallContent(call.CallId, "", call.Arguments!.Take(1).ToDictionary(a => a.Key, a => a.Value));
                yield return new FunctionCallContent(call.CallId, "", call.Arguments!.Skip(1).ToDictionary(a => a.Key, a => a.Value));
                break;
            default:
                yield return content;
                break;
        }
    }

    private static IEnumerable<string> Cut(string text, Random random)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = Math.Min(random.Next(0, 4), text.Length - start);
            yield return text.Substring(start, length);
            start += length;
        }
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => ((string[])["a", "ż", "🙂", " ", "\n", "\"", "{"])[random.Next(7)]));
}
