using System.Text;
using Microsoft.Extensions.AI;
using TrainForge.Capture;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Tests.Capture;

public class ModelLogTests
{
    private static readonly string Hash = new('#', 70);
    private static readonly string Tilde = new('~', 70);
    private static readonly string Equal = new('=', 70);

    private static readonly DateTimeOffset Start = new(2026, 2, 16, 10, 25, 6, TimeSpan.Zero);

    [Fact]
    public void Tells_a_call_as_readers_of_such_logs_expect_it()
    {
        var log = new ModelLog(long.MaxValue);

        var text = Encoding.UTF8.GetString(Records(log, Call("small", [new(Role.System, "Be kind. 🙂"), new(Role.User, "Is 7\neven?")], new Message(Role.Assistant, "No."))));

        Assert.Equal($"""
            2026-02-16 10:25:06 
            {Hash}
            [ROUTED] tier=small
            {Hash}
            2026-02-16 10:25:06 
            {Tilde}
            [PROMPT] event=routed tier=small messages=2
            {Tilde}
            2026-02-16 10:25:06   [0] system (10 chars):
            Be kind. 🙂
            2026-02-16 10:25:06   [1] user (10 chars):
            Is 7
            even?
            2026-02-16 10:25:06 {Tilde}
            2026-02-16 10:25:08 
            {Equal}
            [TURN 1] finish_reason=stop
            {Equal}
            --- RAW OUTPUT ---
            No.
            --- PARSED ---
            cleaned_content_len=3
            tool_calls=0: []
            {Equal}

            """, text);
    }

    [Fact]
    public void Another_model_is_a_handoff_and_the_same_one_goes_on()
    {
        var log = new ModelLog(long.MaxValue);
        Records(log, Call("small", [new(Role.User, "a")], new Message(Role.Assistant, "b")));

        var same = Encoding.UTF8.GetString(Records(log, Call("small", [new(Role.User, "a")], new Message(Role.Assistant, "b"))));
        var other = Encoding.UTF8.GetString(Records(log, Call("lar\nge", [new(Role.User, "a")], new Message(Role.Assistant, "b"))));

        Assert.DoesNotContain('#', same);
        Assert.Contains("[PROMPT] event=continued tier=small messages=1\n", same, StringComparison.Ordinal);
        Assert.Contains("[TURN 2] ", same, StringComparison.Ordinal);
        Assert.StartsWith($"2026-02-16 10:25:06 \n{Hash}\n[HANDOFF] small -> lar ge | reason: ", other, StringComparison.Ordinal);
        Assert.Contains("[PROMPT] event=handoff tier=lar ge messages=1\n", other, StringComparison.Ordinal);
    }

    [Fact]
    public void Thoughts_calls_and_results_are_told_in_words()
    {
        var log = new ModelLog(long.MaxValue);

        var text = Encoding.UTF8.GetString(Records(log, Call(
            "small",
            [new(Role.Tool, [new ToolResultPart("c1", "find", [new TextPart("""{"ok":true}""")])])],
            new Message(Role.Assistant, [new ReasoningPart("hm"), new TextPart("Wait."), new ToolCallPart(new ToolCall("c2", "it's", """{"a": 1}""")), new ToolCallPart(new ToolCall("c3", "bad", "{\"a\":"))]))));

        Assert.Contains("  [0] tool (11 chars):\n{\"ok\":true}\n", text, StringComparison.Ordinal);
        Assert.Contains(
            """
            --- RAW OUTPUT ---
            <think>
            hm
            </think>

            Wait.<tool_call>
            {"name": "it's", "arguments": {"a":1}}
            </tool_call>
            <tool_call>
            {"name": "bad", "arguments": "{\"a\":"}
            </tool_call>

            --- PARSED ---
            cleaned_content_len=5
            tool_calls=2: ["it's", 'bad']
            """, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_failed_is_told_as_one()
    {
        var call = Call("small", [new(Role.User, "a")], new Message(Role.Assistant, "half")) with { Error = new InteractionError("abandoned", "The consumer\nstopped.") };

        var text = Encoding.UTF8.GetString(Records(new ModelLog(long.MaxValue), call));

        Assert.Contains("\n2026-02-16 10:25:08 [ERROR] abandoned: The consumer stopped.\n", text, StringComparison.Ordinal);
        Assert.Contains("[TURN 1] finish_reason=error\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_ends_before_it_grows_beyond_its_share()
    {
        var log = new ModelLog(1500);
        var call = Call("small", [new(Role.User, new string('a', 500))], new Message(Role.Assistant, "b"));

        var (first, second, third) = (Records(log, call), Records(log, call), Records(log, call));

        Assert.InRange(first.Length, 500, 1500);
        Assert.EndsWith("\n2026-02-16 10:25:08 [END] This log reached 1500 bytes; interactions.jsonl has the calls from here on.\n", Encoding.UTF8.GetString(second), StringComparison.Ordinal);
        Assert.Empty(third);
    }

    [Fact]
    public async Task Lies_in_the_stash_between_the_lines_of_loggers_and_holds_no_secret()
    {
        using var host = new TestHost();
        var client = new FakeModel("use ghp_abcdefghijklmnopqrstuvwxyz0123456789").WithTrainForge(host.Host);

        var (_, _, folder) = await host.RunAsync(async () =>
        {
            host.Current!.WriteLog("session_model.log", Microsoft.Extensions.Logging.LogLevel.Information, "model", "before");
            await client.GetResponseAsync("what is my token?");
            host.Current!.WriteLog("session_model.log", Microsoft.Extensions.Logging.LogLevel.Information, "model", "after");
        });

        var text = await File.ReadAllTextAsync(Path.Combine(folder, "session_model.log"), TestContext.Current.CancellationToken);
        Assert.Matches("(?s)^[0-9: -]{20}before\n.*\\[ROUTED\\].*what is my token\\?\n.*\\[TURN 1\\].*use \\[REDACTED:[a-z-]+\\]\n.*after\n$", text);
        Assert.DoesNotContain("ghp_abc", text, StringComparison.Ordinal);
    }

    // Kept back for a while, but in the order of what happened, and never more than a little.
    [Fact]
    public async Task Is_written_by_and_by_in_a_long_test()
    {
        using var host = new TestHost();
        var client = new FakeModel(new string('a', 2000)).WithTrainForge(host.Host);
        host.Begin("long");
        for (var call = 0; call < 100; call++)
        {
            await client.GetResponseAsync($"call {call}");
        }

        Assert.True(new FileInfo(Path.Combine(Assert.Single(host.Folders), "session_model.log")).Length > 100_000);
        host.End("long");
        var text = await File.ReadAllTextAsync(Path.Combine(host.Folders[0], "session_model.log"), TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, 100), System.Text.RegularExpressions.Regex.Matches(text, @"\[TURN (\d+)\]").Select(m => int.Parse(m.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("🙂", 1)]
    [InlineData("1234567🙂", 8)]
    [InlineData("12345678🙂9", 10)]
    [InlineData("🙂🙂🙂🙂🙂 şü", 8)]
    [InlineData("\ue000\uf8ff12345678", 10)]
    public void Counts_letters_as_Python_does(string text, int letters)
    {
        var told = Encoding.UTF8.GetString(Records(new ModelLog(long.MaxValue), Call("small", [new(Role.User, text)], new Message(Role.Assistant, text))));

        Assert.Contains($"  [0] user ({letters} chars):\n", told, StringComparison.Ordinal);
        Assert.Contains($"cleaned_content_len={letters}\n", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_left_out_when_the_project_says_so()
    {
        using var host = new TestHost(s => s with { ModelLog = false });
        var client = new FakeModel("ok").WithTrainForge(host.Host);

        var (_, _, folder) = await host.RunAsync(() => client.GetResponseAsync("hello"));

        Assert.False(File.Exists(Path.Combine(folder, "session_model.log")));
    }

    private static byte[] Records(ModelLog log, Interaction call)
    {
        log.Add(call);
        return log.Take();
    }

    private static Interaction Call(string model, IReadOnlyList<Message> request, Message response) => new()
    {
        Id = "call-1",
        Sequence = 1,
        Started = Start,
        DurationMs = 2100,
        Model = model,
        Request = request,
        Response = [response],
        FinishReason = "stop",
    };
}
