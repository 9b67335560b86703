using System.Text.Json;
using Microsoft.Extensions.AI;
using TrainForge.Capture;
using TrainForge.Conversations;

namespace TrainForge.Tests.Capture;

public sealed class RecordingChatClientTests : IDisposable
{
    private readonly TestHost _host = new();

    [Fact]
    public async Task Records_what_was_asked_and_what_came_back()
    {
        var weather = AIFunctionFactory.Create((string city) => "rain", "weather", "Tells the weather.");
        var client = new FakeModel(_ => new ChatResponse(new ChatMessage(ChatRole.Assistant, "Take an umbrella."))
        {
            ModelId = "small-1b",
            ResponseId = "r1",
            FinishReason = ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = 12, OutputTokenCount = 5, TotalTokenCount = 17, AdditionalCounts = new() { ["cached"] = 3 } },
        }).WithTrainForge(_host.Host);
        var schema = JsonDocument.Parse("""{"type":"object","properties":{"n":{"const":1.0}}}""").RootElement;

        var (calls, metadata, _) = await _host.RunAsync(() => client.GetResponseAsync(
            [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Weather in Łódź?") { AuthorName = "Ida" }],
            new ChatOptions { Temperature = 0.5f, Tools = [weather], Seed = 7, ToolMode = ChatToolMode.RequireSpecific("weather"), ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "answer") }));

        var call = Assert.Single(calls);
        Assert.Equal(["Be brief.", "Weather in Łódź?"], call.Request.Select(m => m.Text));
        Assert.Equal([Role.System, Role.User], call.Request.Select(m => m.Role));
        Assert.Equal("Ida", call.Request[1].Name);
        Assert.Equal("Take an umbrella.", Assert.Single(call.Response).Text);
        Assert.Equal(("acme", "small-1b", "stop"), (call.Provider, call.Model, call.FinishReason));
        Assert.Equal((12, 5, 17, """{"cached":3}"""), (call.Usage!.Input, call.Usage.Output, call.Usage.Total, call.Usage.More!.Text));
        Assert.Equal("""{"temperature":0.5,"seed":7,"tool_choice":"required:weather","response_format":{"type":"json_schema","name":"answer","schema":{"type":"object","properties":{"n":{"const":1.0}}}}}""", call.Options!.Text);
        Assert.Equal(weather.JsonSchema.GetRawText(), Assert.Single(call.Tools).Schema!.Text);
        Assert.Null(call.Error);
        Assert.Null(call.Updates);
        Assert.NotNull(call.DurationMs);
        Assert.Equal((1, "Weather in Łódź?", "small-1b", Outcome.Passed), (metadata.Interactions, metadata.Prompt, metadata.Tier, metadata.Outcome));
        Assert.Equal("", _host.Stderr.ToString());
    }

    [Fact]
    public async Task Results_of_tools_the_caller_ran_come_with_the_next_call()
    {
        var turns = new Queue<ChatMessage>([
            new(ChatRole.Assistant, [new TextContent("Looking."), new FunctionCallContent("c1", "weather", new Dictionary<string, object?> { ["city"] = "Łódź", ["days"] = JsonDocument.Parse("1.0").RootElement })]),
            new(ChatRole.Assistant, "Rain."),
        ]);
        var client = new FakeModel(_ => new ChatResponse(turns.Dequeue())).WithTrainForge(_host.Host);

        var (calls, metadata, _) = await _host.RunAsync(async () =>
        {
            List<ChatMessage> messages = [new(ChatRole.User, "Weather?")];
            messages.AddMessages(await client.GetResponseAsync(messages));
            messages.Add(new(ChatRole.Tool, [new FunctionResultContent("c1", JsonDocument.Parse("""{"mm":12.50}""").RootElement)]));
            await client.GetResponseAsync(messages);
        });

        var made = Assert.Single(calls[0].Response[0].ToolCalls);
        var result = Assert.Single(calls[1].Request[2].ToolResults);
        Assert.Equal("""{"city":"Łódź","days":1.0}""", made.ArgumentsText);
        Assert.Equal((made.Id, """{"mm":12.50}"""), (result.CallId, result.Text));
        Assert.Equal(calls[0].Response[0].Parts.Count, calls[1].Request[1].Parts.Count);
        Assert.Equal([1L, 2L], calls.Select(c => c.Sequence));
        Assert.Equal((2, 1), (metadata.Interactions, metadata.ToolCalls));
    }

    [Fact]
    public async Task A_message_changed_after_the_call_is_recorded_as_it_was_sent()
    {
        var message = new ChatMessage(ChatRole.User, "before");
        var client = new FakeModel(_ => { message.Contents.Clear(); message.Contents.Add(new TextContent("after")); return new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok")); }).WithTrainForge(_host.Host);

        var (calls, _, _) = await _host.RunAsync(() => client.GetResponseAsync(message));

        Assert.Equal("before", calls[0].Request[0].Text);
    }

    [Fact]
    public async Task The_clients_exception_arrives_as_it_was_thrown()
    {
        var failure = new InvalidOperationException("no quota");
        var client = new FakeModel(_ => throw failure).WithTrainForge(_host.Host);
        Exception? seen = null;

        var (calls, _, _) = await _host.RunAsync(async () => seen = await Record.ExceptionAsync(() => client.GetResponseAsync("hello")));

        Assert.Same(failure, seen);
        Assert.Equal(("System.InvalidOperationException", "no quota"), (calls[0].Error!.Kind, calls[0].Error!.Message));
        Assert.Equal("hello", calls[0].Request[0].Text);
    }

    [Fact]
    public async Task A_cancelled_call_is_recorded_as_cancelled()
    {
        var client = new FakeModel("never").WithTrainForge(_host.Host);

        var (calls, _, _) = await _host.RunAsync(() => Assert.ThrowsAsync<OperationCanceledException>(() => client.GetResponseAsync("hello", cancellationToken: new CancellationToken(canceled: true))));

        Assert.Equal("cancelled", calls[0].Error!.Kind);
    }

    [Fact]
    public async Task Wrapped_twice_records_once()
    {
        var once = new FakeModel("ok").WithTrainForge(_host.Host);
        var through = new Through(once);

        Assert.Same(once, once.WithTrainForge(_host.Host));
        Assert.Same(through, through.WithTrainForge(_host.Host));
        var (calls, _, _) = await _host.RunAsync(() => through.WithTrainForge(_host.Host).GetResponseAsync("hello"));

        Assert.Single(calls);
    }

    [Fact]
    public async Task Messages_that_can_be_read_once_are_read_once()
    {
        var reads = 0;
        IEnumerable<ChatMessage> Lazy()
        {
            reads++;
            yield return new ChatMessage(ChatRole.User, "hello");
        }

        var client = new FakeModel("ok").WithTrainForge(_host.Host);
        var (calls, _, _) = await _host.RunAsync(() => client.GetResponseAsync(Lazy()));

        Assert.Equal(1, reads);
        Assert.Equal("hello", calls[0].Request[0].Text);
    }

    [Fact]
    public async Task Images_are_kept_by_hash_and_kind()
    {
        var image = new DataContent(new byte[] { 1, 2, 3 }, "image/png");
        var client = new FakeModel("a cat").WithTrainForge(_host.Host);

        var (calls, _, folder) = await _host.RunAsync(() => client.GetResponseAsync(new ChatMessage(ChatRole.User, [new TextContent("What is it?"), image, new UriContent("https://img.test/cat.png", "image/png")])));

        Assert.Equal(
            [new MediaPart("image/png", Sha256: "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", Bytes: 3), new MediaPart("image/png", "https://img.test/cat.png")],
            calls[0].Request[0].Parts.OfType<MediaPart>());
        Assert.DoesNotContain("AQID", File.ReadAllText(Path.Combine(folder, "interactions.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_over_the_limit_is_cut_and_says_so()
    {
        using var host = new TestHost(s => s with { MaxTextBytes = 11 });
        var client = new FakeModel("🙂🙂🙂🙂").WithTrainForge(host.Host);

        var (calls, _, _) = await host.RunAsync(() => client.GetResponseAsync("short"));

        Assert.False(calls[0].Request[0].IsTruncated);
        Assert.Equal("🙂🙂", calls[0].Response[0].Text);
        Assert.Equal(new Truncation("text", 16, 11), Assert.Single(calls[0].Response[0].Truncations));
    }

    [Fact]
    public async Task Values_that_are_no_JSON_do_not_trouble_the_test()
    {
        var loop = new Loop();
        loop.Self = loop;
        var client = new FakeModel("ok").WithTrainForge(_host.Host);

        var (calls, _, _) = await _host.RunAsync(() => client.GetResponseAsync(
        [
            new(ChatRole.Tool, [new FunctionResultContent("c1", loop), new FunctionResultContent("c2", null) { Exception = new TimeoutException("too slow") }]),
            new(new ChatRole("critic"), [new FunctionCallContent("c3", "f", new Dictionary<string, object?> { ["x"] = loop, ["y"] = double.NaN }), new ErrorContent("refused") { ErrorCode = "policy" }]),
        ]));

        var results = calls[0].Request[0].ToolResults.ToArray();
        Assert.Equal(("a loop", false), (results[0].Text, results[0].IsError));
        Assert.Equal(("too slow", true), (results[1].Text, results[1].IsError));
        Assert.Equal("""{"x":"a loop","y":"NaN"}""", Assert.Single(calls[0].Request[1].ToolCalls).ArgumentsText);
        Assert.Equal((Role.User, "critic"), (calls[0].Request[1].Role, calls[0].Request[1].Name));
        Assert.Contains(new ErrorPart("refused", "policy"), calls[0].Request[1].Parts);
        Assert.Equal("", _host.Stderr.ToString());
    }

    [Fact]
    public async Task Two_hundred_parallel_tests_leave_two_hundred_stashes_and_mix_nothing_up()
    {
        var client = new FakeModel(asked => new ChatResponse(new ChatMessage(ChatRole.Assistant, $"to {asked[0].Text}"))).WithTrainForge(_host.Host);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            _host.Begin($"T{i}");
            for (var turn = 0; turn < 3; turn++)
            {
                await Task.Yield();
                await client.GetResponseAsync($"T{i}");
            }

            _host.End($"T{i}");
        })));

        var stashes = _host.Folders.Select(f => (TestHost.Metadata(f).TestName, Calls: TestHost.Interactions(f))).ToArray();
        Assert.Equal(200, stashes.Select(s => s.TestName).Distinct().Count());
        Assert.All(stashes, s => Assert.Equal([1L, 2L, 3L], s.Calls.Select(c => c.Sequence).Order()));
        Assert.All(stashes, s => Assert.All(s.Calls, c => Assert.Equal((s.TestName, $"to {s.TestName}"), (c.Request[0].Text, c.Response[0].Text))));
    }

    [Fact]
    public async Task Calls_of_nobody_are_counted_and_told_once()
    {
        var client = new FakeModel("ok").WithTrainForge(_host.Host);
        await client.GetResponseAsync("before any hook: this is no test process");
        Assert.Empty(_host.Folders);

        _host.Begin("A");
        var ended = new TaskCompletionSource();
        var late = Task.Run(async () =>
        {
            await ended.Task;
            await client.GetResponseAsync("late");
        });
        _host.End("A");
        ended.SetResult();
        await late;
        _host.Host.Finish();
        _host.Host.Finish();

        Assert.Equal((1, 1), (_host.Host.Orphans.Outside, _host.Host.Orphans.Late));
        Assert.Equal("trainforge: warning TF5003: 2 model calls were not kept: 1 came while no test could be found, 1 after their test had ended. Await the work before the test ends; for a TestServer set PreserveExecutionContext to true.", _host.Stderr.ToString().Trim());
        Assert.Contains("\tTF5003\t", File.ReadAllText(Path.Combine(_host.Root, "notes", "capture.tsv")), StringComparison.Ordinal);
        Assert.Empty(_host.Folders);
    }

    [Fact]
    public async Task A_fake_that_answers_no_other_question_is_recorded_all_the_same()
    {
        var client = new Curt(new FakeModel("ok")).WithTrainForge(_host.Host);

        var (calls, _, _) = await _host.RunAsync(() => client.GetResponseAsync("hello"));

        Assert.Equal("ok", Assert.Single(calls).Response[0].Text);
        Assert.Equal("", _host.Stderr.ToString());
    }

    [Fact]
    public void Switched_off_the_client_is_the_users_own()
    {
        using var host = new TestHost(s => s with { Enabled = false });
        var client = new FakeModel("ok");

        Assert.Same(client, client.WithTrainForge(host.Host));
    }

    public void Dispose() => _host.Dispose();

    private sealed class Through(IChatClient inner) : DelegatingChatClient(inner);

    private sealed class Curt(IChatClient inner) : DelegatingChatClient(inner)
    {
        public override object? GetService(Type serviceType, object? serviceKey = null) => throw new InvalidOperationException();
    }

    private sealed class Loop
    {
        public Loop? Self { get; set; }

        public override string ToString() => "a loop";
    }
}
