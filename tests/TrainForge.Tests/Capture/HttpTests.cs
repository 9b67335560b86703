using System.Net;
using System.Text;
using TrainForge.Capture;
using TrainForge.Capture.Http;
using TrainForge.Conversations;

namespace TrainForge.Tests.Capture;

public sealed class HttpTests : IDisposable
{
    private readonly TestHost _host = new();

    private const string ChatRequest = """{"model":"gpt-x","temperature":0.5,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"Weather?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]},{"role":"assistant","content":null,"tool_calls":[{"id":"c0","type":"function","function":{"name":"f","arguments":"{\"n\": 1.0}"}}]},{"role":"tool","tool_call_id":"c0","content":"42"}],"tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","x":1.0}}}]}""";

    [Fact]
    public async Task Chat_completions_are_recorded_whole()
    {
        const string Answer = """{"id":"r","model":"gpt-x-1","choices":[{"index":0,"message":{"role":"assistant","content":"Rain.","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\": 1.50}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10,"prompt_tokens_details":{"cached_tokens":2}}}""";

        var (call, seen) = await ExchangeAsync("https://api.openai.com/v1/chat/completions?api-version=1", ChatRequest, Answer, "application/json");

        Assert.Equal(Answer, seen);
        Assert.Equal(("openai", "gpt-x-1", "tool_calls", 7, 3), (call.Provider, call.Model, call.FinishReason, call.Usage!.Input, call.Usage.Output));
        Assert.Equal([Role.System, Role.User, Role.Assistant, Role.Tool], call.Request.Select(m => m.Role));
        Assert.Equal(3, call.Request[1].Parts.OfType<MediaPart>().Single().Bytes);
        Assert.Equal("""{"n": 1.0}""", call.Request[2].ToolCalls.Single().ArgumentsText);
        Assert.Equal(("c0", "42"), (call.Request[3].ToolResults.Single().CallId, call.Request[3].ToolResults.Single().Text));
        Assert.Equal("""{"a": 1.50}""", call.Response.Single().ToolCalls.Single().ArgumentsText);
        Assert.Equal("""{"type":"object","x":1.0}""", call.Tools.Single().Schema!.Text);
        Assert.Equal("""{"model":"gpt-x","temperature":0.5}""", call.Options!.Text);
        Assert.Null(call.Error);
    }

    // The same stream cut at every place, between the bytes of a character too, must read the same.
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task A_streamed_completion_reads_the_same_however_it_is_cut(string lineEnd)
    {
        var stream = string.Join(lineEnd + lineEnd,
            ": hello",
            """data: {"id":"r","model":"gpt-x-1","choices":[{"index":0,"delta":{"role":"assistant","content":"Łó"}}]}""",
            """data: {"id":"r","choices":[{"index":0,"delta":{"content":"dź 🙂"}}]}""",
            """data: {"id":"r","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\""}}]}}]}""",
            """data: {"id":"r","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1.50}"}}]}}]}""",
            """data: {"id":"r","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
            """data: {"id":"r","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}""",
            "data: [DONE]", "");
        var random = new Random(20261121);

        for (var round = 0; round < 20; round++)
        {
            using var host = new TestHost();
            var pieces = new ChoppyStream(Encoding.UTF8.GetBytes(stream), () => round == 0 ? 1 : random.Next(1, 40));
            var (call, seen) = await ExchangeAsync(host, "https://llm.test/v1/chat/completions", ChatRequest, new StreamContent(pieces), "text/event-stream");

            Assert.Equal(stream, seen);
            Assert.Equal("Łódź 🙂", call.Response.Single().Text);
            Assert.Equal(("c1", "f", """{"a":1.50}"""), call.Response.Single().ToolCalls.Select(c => (c.Id, c.Name, c.ArgumentsText)).Single());
            Assert.Equal(("tool_calls", 7, 3, 6, "openai-compatible:llm.test"), (call.FinishReason, call.Usage!.Input, call.Usage.Output, call.Updates, call.Provider));
            Assert.Null(call.Error);
        }
    }

    [Fact]
    public async Task Anthropic_messages_are_recorded_streamed_and_whole()
    {
        const string Request = """{"model":"claude-x","max_tokens":100,"system":[{"type":"text","text":"Be brief."}],"messages":[{"role":"user","content":"Weather?"},{"role":"assistant","content":[{"type":"tool_use","id":"t0","name":"f","input":{"n":1.0}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t0","content":[{"type":"text","text":"42"}],"is_error":true}]}],"tools":[{"name":"f","input_schema":{"type":"object"}}]}""";
        const string Stream = """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","role":"assistant","model":"claude-x-1","content":[],"usage":{"input_tokens":9,"output_tokens":1}}}

            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig"}}

            data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Rain"}}

            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"."}}

            data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t1","name":"f","input":{}}}

            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"a\":"}}

            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":" 1.50}"}}

            data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":20}}

            data: {"type":"message_stop"}

            """;
        const string Whole = """{"id":"m","role":"assistant","model":"claude-x-1","content":[{"type":"thinking","thinking":"Hm.","signature":"sig"},{"type":"text","text":"Rain."},{"type":"tool_use","id":"t1","name":"f","input":{"a":1.50}}],"stop_reason":"tool_use","usage":{"input_tokens":9,"output_tokens":20}}""";

        foreach (var (body, type) in ((string, string)[])[(Stream, "text/event-stream"), (Whole, "application/json")])
        {
            using var host = new TestHost();
            var (call, _) = await ExchangeAsync(host, "https://api.anthropic.com/v1/messages", Request, new StringContent(body), type);

            Assert.Equal([Role.System, Role.User, Role.Assistant, Role.Tool], call.Request.Select(m => m.Role));
            Assert.Equal(("t0", "42", true), call.Request[3].ToolResults.Select(r => (r.CallId, r.Text, r.IsError)).Single());
            Assert.Equal([new ReasoningPart("Hm.", "sig"), new TextPart("Rain.")], call.Response.Single().Parts.Take(2));
            Assert.Equal(("t1", """{"a":1.50}"""), call.Response.Single().ToolCalls.Select(c => (c.Id, c.ArgumentsText)).Single());
            Assert.Equal(("anthropic", "claude-x-1", "tool_use", 9, 20), (call.Provider, call.Model, call.FinishReason, call.Usage!.Input, call.Usage.Output));
        }
    }

    [Fact]
    public async Task Responses_are_recorded_streamed_whole_and_broken_off()
    {
        const string Request = """{"model":"gpt-x","instructions":"Be brief.","input":[{"role":"user","content":[{"type":"input_text","text":"Weather?"}]},{"type":"function_call","call_id":"c0","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c0","output":"42"}]}""";
        const string Answer = """{"id":"r","model":"gpt-x-1","status":"completed","output":[{"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"Hm."}]},{"type":"message","id":"ms","role":"assistant","content":[{"type":"output_text","text":"Rain."}]}],"usage":{"input_tokens":9,"output_tokens":20,"total_tokens":29}}""";
        const string Begin = """
            data: {"type":"response.created","response":{"id":"r","model":"gpt-x-1","output":[]}}

            data: {"type":"response.output_item.added","output_index":0,"item":{"type":"message","id":"ms","role":"assistant","content":[]}}

            data: {"type":"response.output_text.delta","output_index":0,"delta":"Ra"}


            """;

        (string Body, string Type, string Text)[] cases =
        [
            (Answer, "application/json", "Rain."),
            ($"{Begin}data: {{\"type\":\"response.completed\",\"response\":{Answer}}}\n\n", "text/event-stream", "Rain."),
            (Begin, "text/event-stream", "Ra"),
        ];
        foreach (var (body, type, text) in cases)
        {
            using var host = new TestHost();
            var (call, _) = await ExchangeAsync(host, "https://api.openai.com/v1/responses", Request, new StringContent(body), type);

            Assert.Equal([Role.System, Role.User, Role.Assistant, Role.Tool], call.Request.Select(m => m.Role));
            Assert.Equal("42", call.Request[3].ToolResults.Single().Text);
            Assert.Equal(text, call.Response[^1].Text);
        }
    }

    [Fact]
    public async Task Errors_of_the_service_and_of_the_network_are_recorded_and_pass()
    {
        var (refused, seen) = await ExchangeAsync(_host, "https://api.openai.com/v1/chat/completions", ChatRequest, new StringContent("""{"error":{"type":"rate_limit","message":"slow down"}}"""), "application/json", HttpStatusCode.TooManyRequests);

        Assert.Contains("slow down", seen, StringComparison.Ordinal);
        Assert.Equal(("rate_limit", "slow down"), (refused.Error!.Kind, refused.Error.Message));

        using var host = new TestHost();
        var failure = new HttpRequestException("no route");
        using var client = new HttpClient(new TrainForgeHttpHandler(host.Host, new Fake((_, _) => throw failure)));
        Exception? thrown = null;
        var (calls, _, _) = await host.RunAsync(async () => thrown = await Record.ExceptionAsync(() => client.PostAsync("https://api.openai.com/v1/chat/completions", new StringContent(ChatRequest))));

        Assert.Same(failure, thrown);
        Assert.Equal(("System.Net.Http.HttpRequestException", "no route"), (calls[0].Error!.Kind, calls[0].Error!.Message));
    }

    [Fact]
    public async Task What_is_no_model_call_passes_untouched()
    {
        var content = new StringContent("{}");
        HttpContent? sent = null;
        using var client = new HttpClient(new TrainForgeHttpHandler(_host.Host, new Fake((request, _) =>
        {
            sent = request.Content;
            return new HttpResponseMessage { Content = content };
        })));

        _host.Begin("A");
        using var answer = await client.PostAsync("https://shop.test/orders", content);
        _host.End("A");

        Assert.Same(content, sent);
        Assert.Same(content, answer.Content);
        Assert.Empty(_host.Folders);
    }

    [Fact]
    public async Task The_consumer_gets_each_piece_before_the_next_one_exists()
    {
        var pieces = new Queue<byte[]>([.. ((string[])["data: {\"choices\":[]}\n\n", "data: [DONE]\n\n"]).Select(Encoding.UTF8.GetBytes)]);
        var given = 0;
        var source = new ChoppyStream([.. pieces.SelectMany(p => p)], () => { given++; return 22; });
        using var client = new HttpClient(new TrainForgeHttpHandler(_host.Host, new Fake((_, _) => Stream(new StreamContent(source), "text/event-stream"))));
        _host.Begin("A");

        using var request = new HttpRequestMessage(HttpMethod.Post, "https://llm.test/chat/completions") { Content = new StringContent(ChatRequest) };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(0, given);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[1024];
        var first = await body.ReadAsync(buffer);

        Assert.Equal((22, 1), (first, given));
        _host.End("A");
    }

    public void Dispose() => _host.Dispose();

    private Task<(TrainForge.Stashes.Interaction Call, string Seen)> ExchangeAsync(string uri, string request, string answer, string type) =>
        ExchangeAsync(_host, uri, request, new StringContent(answer), type);

    private static async Task<(TrainForge.Stashes.Interaction Call, string Seen)> ExchangeAsync(TestHost host, string uri, string request, HttpContent answer, string type, HttpStatusCode status = HttpStatusCode.OK)
    {
        var sent = "";
        var seen = "";
        var body = new StringContent(request, Encoding.UTF8, "application/json");
        using var client = new HttpClient(new TrainForgeHttpHandler(host.Host, new Fake((message, _) =>
        {
            sent = message.Content!.ReadAsStringAsync(CancellationToken.None).GetAwaiter().GetResult();
            var response = Stream(answer, type);
            response.StatusCode = status;
            return response;
        })));

        var (calls, _, _) = await host.RunAsync(async () =>
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, uri) { Content = body };
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
            seen = await response.Content.ReadAsStringAsync();
            Assert.Same(body, message.Content);
        });

        Assert.Equal(request, sent);
        Assert.Equal("", host.Stderr.ToString());
        return (Assert.Single(calls), seen);
    }

    private static HttpResponseMessage Stream(HttpContent content, string type)
    {
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return new HttpResponseMessage { Content = content };
    }

    private sealed class Fake(Func<HttpRequestMessage, CancellationToken, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request, cancellationToken));
    }

    // Gives as little at a time as it is told to, as a network does.
    private sealed class ChoppyStream(byte[] bytes, Func<int> most) : Stream
    {
        private readonly MemoryStream _inner = new(bytes);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, Math.Min(most(), count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
