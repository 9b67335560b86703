using System.IO.Compression;
using System.Net;
using System.Text;
using TrainForge.Capture;
using TrainForge.Capture.Http;
using TrainForge.Stashes;

namespace TrainForge.Tests.Capture;

/// <summary>Calls over HTTP that end otherwise than by being read whole, and what turns out to be none.</summary>
public sealed class HttpEndsTests : IDisposable
{
    private const string Request = """{"model":"m","messages":[{"role":"user","content":"Weather?"}]}""";
    private const string Answer = """{"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Rain."},"finish_reason":"stop"}]}""";

    private readonly TestHost _host = new();

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "http")]
    [InlineData(HttpStatusCode.OK, "abandoned")]
    public async Task An_answer_that_nobody_reads_is_recorded_when_it_is_put_away(HttpStatusCode status, string kind)
    {
        var call = Assert.Single(await RecordAsync(Request, () => new HttpResponseMessage(status) { Content = new StringContent(Answer) }, read: false));

        Assert.Equal((kind, "Weather?"), (call.Error!.Kind, call.Request[0].Text));
    }

    [Fact]
    public async Task A_message_to_another_service_of_the_same_path_is_no_call()
    {
        Assert.Empty(await RecordAsync("""{"to":"Ann","text":"Lunch?"}""", Ok, path: "messages"));
        Assert.Empty(await RecordAsync("Lunch?", Ok, path: "messages"));
        Assert.Equal("", _host.Stderr.ToString());

        static HttpResponseMessage Ok() => new() { Content = new StringContent("""{"content":[{"type":"text","text":"sent"}]}""") };
    }

    [Fact]
    public async Task A_packed_answer_is_unpacked()
    {
        var call = Assert.Single(await RecordAsync(Request, () => Packed(Gzip(Answer))));

        Assert.Equal("Rain.", call.Response.Single().Text);
        Assert.Empty(call.Truncations);
    }

    [Fact]
    public async Task A_packed_answer_that_breaks_off_keeps_its_question_and_says_that_it_was_cut()
    {
        var call = Assert.Single(await RecordAsync(Request, () => Packed([.. Gzip(Answer).SkipLast(20)])));

        Assert.Equal("Weather?", call.Request[0].Text);
        Assert.Equal("response", Assert.Single(call.Truncations).What);
        Assert.Equal("", _host.Stderr.ToString());
    }

    [Fact]
    public async Task A_packed_answer_that_unfolds_into_too_much_says_that_it_was_cut()
    {
        var endless = Answer.Replace("Rain.", new string('r', HttpExchange.MaxBodyBytes), StringComparison.Ordinal);

        var call = Assert.Single(await RecordAsync(Request, () => Packed(Gzip(endless))));

        Assert.Empty(call.Response);
        Assert.Equal("response", Assert.Single(call.Truncations).What);
    }

    [Fact]
    public void An_event_that_is_too_long_is_left_out_and_the_next_one_is_whole()
    {
        var events = new List<string>();
        var reader = new SseReader(events.Add, maxEventChars: 20);

        reader.Add(Encoding.UTF8.GetBytes($"data: {new string('x', 30)}\n\ndata: one\n\ndata: {new string('y', 10)}\ndata: {new string('z', 10)}\n\ndata: two\n\n"));
        reader.End();

        Assert.Equal(["one", "two"], events);
        Assert.True(reader.IsCut);
    }

    [Fact]
    public async Task A_stream_with_an_event_that_is_too_long_is_marked_as_cut()
    {
        var stream = $$$"""
            data: {"model":"m","choices":[{"index":0,"delta":{"content":"Rain, "}}]}

            data: {"model":"m","choices":[{"index":0,"delta":{"content":"{{{new string('r', HttpExchange.MaxBodyBytes)}}}"}}]}

            data: {"model":"m","choices":[{"index":0,"delta":{"content":"then sun."},"finish_reason":"stop"}]}


            """;

        var call = Assert.Single(await RecordAsync(Request, () => new HttpResponseMessage { Content = new StringContent(stream, Encoding.UTF8, "text/event-stream") }));

        Assert.Equal("Rain, then sun.", call.Response.Single().Text);
        Assert.Equal(new TrainForge.Conversations.Truncation("response", Encoding.UTF8.GetByteCount(stream), HttpExchange.MaxBodyBytes), Assert.Single(call.Truncations));
    }

    // A service that goes away looks like one that is done, but for its last words; who trains must be able to tell.
    [Theory]
    [InlineData("messages", "{\"type\":\"message_start\",\"message\":{\"role\":\"assistant\"}}", "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}")]
    [InlineData("chat/completions", "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Ra\"}}]}", "[DONE]")]
    [InlineData("chat/completions", "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Ra\"}}]}", "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")]
    [InlineData("responses", "{\"type\":\"response.created\",\"response\":{\"status\":\"in_progress\",\"output\":[]}}", "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[]}}")]
    public async Task A_stream_that_breaks_off_is_marked_and_one_with_its_last_word_is_not(string path, string begin, string last)
    {
        const string Any = """{"model":"m","max_tokens":9,"input":"Weather?","messages":[{"role":"user","content":"Weather?"}]}""";

        var whole = Assert.Single(await RecordAsync(Any, () => Stream(begin, last), path)).Truncations;
        using var host = new TestHost();
        var broken = Assert.Single(await RecordAsync(host, Any, () => Stream(begin), path, read: true));

        Assert.Empty(whole);
        Assert.Equal(("broken_off", null), (Assert.Single(broken.Truncations).What, broken.Error));

        static HttpResponseMessage Stream(params string[] events) =>
            new() { Content = new StringContent(string.Concat(events.Select(e => $"data: {e}\n\n")), Encoding.UTF8, "text/event-stream") };
    }

    [Fact]
    public async Task A_response_that_is_left_in_progress_was_abandoned()
    {
        var stream = "data: {\"type\":\"response.created\",\"response\":{\"status\":\"in_progress\",\"output\":[]}}\n\n";
        using var client = new HttpClient(new TrainForgeHttpHandler(_host.Host, new Service(() => new() { Content = new StringContent(stream, Encoding.UTF8, "text/event-stream") })));

        _host.Begin("A");
        using (var message = new HttpRequestMessage(HttpMethod.Post, "https://service.test/v1/responses") { Content = new StringContent("""{"model":"m","input":"Weather?"}""") })
        using (var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None))
        await using (var body = await response.Content.ReadAsStreamAsync(CancellationToken.None))
        {
            await body.ReadExactlyAsync(new byte[stream.Length], CancellationToken.None);
        }

        _host.End("A");

        Assert.Equal("abandoned", Assert.Single(TestHost.Interactions(Assert.Single(_host.Folders))).Error!.Kind);
    }

    [Fact]
    public async Task Answers_beside_each_other_are_kept_and_marked()
    {
        const string Two = """{"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Rain."}},{"index":1,"message":{"role":"assistant","content":"Sun."}}]}""";

        var call = Assert.Single(await RecordAsync(Request, () => new HttpResponseMessage { Content = new StringContent(Two) }));

        Assert.Equal(["Rain.", "Sun."], call.Response.Select(m => m.Text));
        Assert.Equal("choices", Assert.Single(call.Truncations).What);
    }

    [Fact]
    public async Task A_piece_of_an_unknown_kind_that_is_too_long_leaves_its_kind_and_a_mark()
    {
        using var host = new TestHost(settings => settings with { MaxTextBytes = 1024 });
        var file = Request.Replace("\"Weather?\"", $$$"""[{"type":"file","file":{"file_data":"{{{new string('x', 2000)}}}"}},{"type":"file","file":{"file_id":"f"}}]""", StringComparison.Ordinal);

        var call = Assert.Single(await RecordAsync(host, file, () => new HttpResponseMessage { Content = new StringContent(Answer) }, "chat/completions", read: true));

        Assert.Equal(["""{"type":"file"}""", """{"type":"file","file":{"file_id":"f"}}"""], call.Request[0].Parts.OfType<TrainForge.Conversations.UnknownPart>().Select(p => p.Raw.Text));
        Assert.Equal("unknown_part", Assert.Single(call.Request[0].Truncations).What);
    }

    public void Dispose() => _host.Dispose();

    private Task<Interaction[]> RecordAsync(string request, Func<HttpResponseMessage> answer, string path = "chat/completions", bool read = true) => RecordAsync(_host, request, answer, path, read);

    private static async Task<Interaction[]> RecordAsync(TestHost host, string request, Func<HttpResponseMessage> answer, string path, bool read)
    {
        using var client = new HttpClient(new TrainForgeHttpHandler(host.Host, new Service(answer)));
        host.Begin("A");
        using (var message = new HttpRequestMessage(HttpMethod.Post, $"https://service.test/v1/{path}") { Content = new StringContent(request) })
        using (var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None))
        {
            if (read)
            {
                await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
            }
        }

        host.End("A");
        return [.. host.Folders.SelectMany(TestHost.Interactions)];
    }

    private static HttpResponseMessage Packed(byte[] body) => new() { Content = new ByteArrayContent(body) { Headers = { ContentEncoding = { "gzip" } } } };

    private static byte[] Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private sealed class Service(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            return answer();
        }
    }
}
