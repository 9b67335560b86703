using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TrainForge.Capture;
using TrainForge.Conversations;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Capture;

/// <summary>What a stream over HTTP leaves of its pieces: the same as one of a chat client.</summary>
public sealed class HttpPiecesTests
{
    private const string Chat = """{"model":"m","messages":[{"role":"user","content":"Weather?"}]}""";
    private const string Claude = """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Weather?"}]}""";

    [Fact]
    public async Task Chat_completions_tell_kinds_and_lengths()
    {
        var call = await RecordAsync("https://llm.test/v1/chat/completions", Chat,
            """{"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""",
            """{"choices":[{"index":0,"delta":{"reasoning_content":"Hm."}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"Łó"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"dź 🙂","tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{"}}]}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"}"}}]},"finish_reason":"tool_calls"}]}""",
            """{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}""");

        Assert.Equal("empty reasoning:3 text:2 text:5 tool_call tool_call usage", Told(call));
        Assert.Equal(6, call.Updates);
        Assert.Equal(call.Pieces.Select(p => p.AtMs).Order(), call.Pieces.Select(p => p.AtMs));
        Assert.InRange(call.Pieces[^1].AtMs, call.FirstUpdateMs!.Value, call.DurationMs!.Value);
    }

    [Fact]
    public async Task Anthropic_messages_tell_kinds_and_lengths()
    {
        var call = await RecordAsync("https://llm.test/v1/messages", Claude,
            """{"type":"message_start","message":{"role":"assistant","model":"m","content":[],"usage":{"input_tokens":9}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":"Ra"}}""",
            """{"type":"ping"}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"in."}}""",
            """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":20}}""",
            """{"type":"message_stop"}""");

        Assert.Equal("usage empty reasoning:3 other text:2 empty text:3 tool_call tool_call usage empty", Told(call));
    }

    [Theory]
    [InlineData("Rain.", "empty text:2 text:3 usage")]
    [InlineData("Said otherwise in the end.", "empty text text usage")]
    public async Task Responses_tell_lengths_as_long_as_the_last_word_is_the_sum_of_the_pieces(string whole, string told)
    {
        var call = await RecordAsync("https://llm.test/v1/responses", """{"model":"m","input":"Weather?"}""",
            """{"type":"response.created","response":{"id":"r","model":"m","output":[]}}""",
            """{"type":"response.output_text.delta","output_index":0,"delta":"Ra"}""",
            """{"type":"response.output_text.delta","output_index":0,"delta":"in."}""",
            """{"type":"response.completed","response":{"id":"r","model":"m","status":"completed","output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"WHOLE"}]}],"usage":{"input_tokens":1,"output_tokens":2}}}""".Replace("WHOLE", whole, StringComparison.Ordinal));

        Assert.Equal(told, Told(call));
    }

    [Theory]
    [InlineData("""{"choices":[{"index":1,"delta":{"content":"b"}},{"index":0,"delta":{"content":"a"}}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"reasoning":"b","reasoning_content":"a"}}]}""")]
    public async Task Texts_that_grow_side_by_side_have_no_lengths(string data)
    {
        var call = await RecordAsync("https://llm.test/v1/chat/completions", Chat, data);

        Assert.Equal(2, call.Pieces.Count);
        Assert.All(call.Pieces, piece => Assert.Null(piece.Chars));
    }

    [Fact]
    public async Task A_secret_that_comes_in_two_pieces_is_in_none()
    {
        var secret = "ghp_" + new string('a', 18) + new string('7', 18);
        var call = await RecordAsync("https://llm.test/v1/chat/completions", Chat, Delta(secret[..20]), Delta(secret[20..]));

        Assert.DoesNotContain(secret[4..20], call.Response[0].Text, StringComparison.Ordinal);
        Assert.Equal("text text", Told(call));
    }

    [Fact]
    public async Task Pieces_of_an_endless_answer_have_an_end()
    {
        var call = await RecordAsync("https://llm.test/v1/chat/completions", Chat, [.. Enumerable.Repeat(Delta("x"), 10_050)]);

        Assert.Equal((10_050, 10_000), (call.Updates, call.Pieces.Count));
        Assert.All(call.Pieces, piece => Assert.Equal(1, piece.Chars));
    }

    // The texts of the updates can be had back from the answer and the lengths alone, also when a letter was cut in half.
    [Fact]
    public void Pieces_give_back_every_text_as_it_came() => Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyArray<string>>(), sent =>
    {
        var texts = sent.Get.Where(text => !string.IsNullOrEmpty(text)).Select(text => text.Replace('\0', '.')).Append("🙂").ToArray();
        foreach (var uri in new[] { "https://llm.test/v1/chat/completions", "https://llm.test/v1/messages" })
        {
            var isClaude = uri.EndsWith("messages", StringComparison.Ordinal);
            var call = RecordAsync(uri, isClaude ? Claude : Chat, [.. isClaude ? Blocks(texts) : texts.Select(Delta)]).GetAwaiter().GetResult();
            var said = call.Response[0].Text;
            var at = 0;
            var back = call.Pieces.Where(p => p.Kind == StreamPiece.Text).Select(p => said.Substring((at += p.Chars!.Value) - p.Chars.Value, p.Chars.Value)).ToArray();

            Assert.Equal(texts.Select(Well), back.Select(Well));
            Assert.Equal(said.Length, at);
        }
    }).Check(Sampling.Of(40));

    // Half a letter does not survive JSON, whoever writes it.
    private static string Well(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Delta(string text) => new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = new JsonObject { ["content"] = text } }) }.ToJsonString();

    private static IEnumerable<string> Blocks(IEnumerable<string> texts) =>
    [
        """{"type":"message_start","message":{"role":"assistant","model":"m","content":[]}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
        .. texts.Select(text => new JsonObject { ["type"] = "content_block_delta", ["index"] = 0, ["delta"] = new JsonObject { ["type"] = "text_delta", ["text"] = text } }.ToJsonString()),
    ];

    private static string Told(Interaction call) => string.Join(' ', call.Pieces.Select(p => p.Chars is { } chars ? $"{p.Kind}:{chars}" : p.Kind));

    private static async Task<Interaction> RecordAsync(string uri, string request, params string[] events)
    {
        using var host = new TestHost();
        var body = string.Concat(events.Select(data => $"data: {data}\n\n"));
        using var client = new HttpClient(new TrainForgeHttpHandler(host.Host, new Service(body)));
        var (calls, _, _) = await host.RunAsync(async () =>
        {
            using var content = new StringContent(request, Encoding.UTF8, "application/json");
            using var response = await client.PostAsync(uri, content);
            Assert.Equal(body, await response.Content.ReadAsStringAsync());
        });
        Assert.Equal("", host.Stderr.ToString());
        return Assert.Single(calls);
    }

    private sealed class Service(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(body, Encoding.UTF8, "text/event-stream") });
    }
}
