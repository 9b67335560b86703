using Microsoft.Extensions.AI;
using TrainForge.Capture;
using TrainForge.Conversations;
using TrainForge.Data.Sources.PytestStashes;
using TrainForge.Stashes;
using TrainForge.Tests.Data.Sources;

namespace TrainForge.Tests.Capture;

/// <summary>
/// The logs of a stash are in the grammar of the logs of model tests under pytest, so the reader of those must find in them what was
/// recorded: of each call its prompt and its answer.
/// </summary>
public sealed class LogsReadBackTests
{
    private const string LooksLikeALog = "2026-02-16 10:25:06 \n~~~~\n[PROMPT] event=routed tier=x messages=1\n[TURN 7] finish_reason=stop\n--- RAW OUTPUT ---\n--- PARSED ---\n";

    [Fact]
    public async Task Every_call_comes_back_with_its_prompt_and_its_answer()
    {
        using var host = new TestHost();
        var answers = new Queue<ChatResponse>([
            Calls(new FunctionCallContent("c1", "weather", new Dictionary<string, object?> { ["city"] = "Łódź 🙂", ["days"] = 2 }), new FunctionCallContent("c2", "time", new Dictionary<string, object?>())),
            Says($"It rains.\n{LooksLikeALog}"),
            new(new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("It is the second question."), new TextContent("Take an umbrella.")])),
        ]);
        var client = new FakeModel(_ => answers.Dequeue()).WithTrainForge(host.Host);

        var (calls, metadata, folder) = await host.RunAsync(async () =>
        {
            List<ChatMessage> said = [new(ChatRole.System, "Be brief."), new(ChatRole.User, $"Weather?\n\n{LooksLikeALog}")];
            Stash(host).Log("before the first call");
            said.AddRange((await client.GetResponseAsync(said)).Messages);
            said.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c1", "rain\nall day"), new FunctionResultContent("c2", "noon")]));
            said.AddRange((await client.GetResponseAsync(said)).Messages);
            Stash(host).Log("between the calls");
            said.Add(new ChatMessage(ChatRole.User, "And what do I take?"));
            await client.GetResponseAsync(said);
        });
        var read = Reading.Of("pytest-stash", PytestStash.Measure(folder));

        Assert.Equal(3, read.Found.Count);
        Assert.All(read.Found.Zip(calls), pair => AssertSame(pair.Second, pair.First));
        Assert.All(read.Found, found => Assert.Equal((metadata.TestName, Outcome.Passed), (found.TestId, found.Label!.Outcome)));
        Assert.Equal(["tier:unknown"], read.Found.Select(found => found.Tags[0]).Distinct().Select(tag => tag.Replace("small-1", "unknown", StringComparison.Ordinal)));
        Assert.Equal((0, 0), (read.Report.BadLines, read.Found.Sum(found => found.Messages.Sum(m => m.Truncations.Count))));

        // The last prompt is all that was said before: with its answer, the conversation that the recorded calls are put together to.
        var whole = Assert.Single(TrainForge.Data.Sources.StashConversations.Of(calls, "interactions.jsonl"));
        Assert.Equal(whole.Messages.Select(m => m.Role), read.Found[^1].Messages.Select(m => m.Role));
    }

    [Fact]
    public async Task An_answer_that_broke_off_is_not_taken_for_one_that_ended()
    {
        using var host = new TestHost();
        var client = FakeModel.Streaming(new ChatResponseUpdate(ChatRole.Assistant, "It ra"), new ChatResponseUpdate(ChatRole.Assistant, "ins.")).WithTrainForge(host.Host);

        var (_, _, folder) = await host.RunAsync(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync("Weather?"))
            {
                break;
            }
        });
        var found = Reading.Of("pytest-stash", PytestStash.Measure(folder)).Only;

        Assert.Equal("user: Weather? | assistant: It ra", Reading.Words(found));
        Assert.True(found.Messages[1].IsTruncated);
    }

    [Fact]
    public async Task What_was_redacted_comes_back_redacted()
    {
        using var host = new TestHost();
        var client = new FakeModel("It is ghp_abcdefghijklmnopqrstuvwxyz0123456789.").WithTrainForge(host.Host);

        var (calls, _, folder) = await host.RunAsync(() => client.GetResponseAsync("My token?"));
        var found = Reading.Of("pytest-stash", PytestStash.Measure(folder)).Only;

        AssertSame(calls[0], found);
        Assert.Contains("[REDACTED:", found.Messages[1].Text, StringComparison.Ordinal);
    }

    private static void AssertSame(Interaction call, Trajectory found)
    {
        Assert.Equal(call.Request.Select(m => m.Role).Concat(call.Response.Select(m => m.Role)), found.Messages.Select(m => m.Role));
        foreach (var (recorded, logged) in call.Request.Zip(found.Messages))
        {
            // A prompt is logged as text; what tools said is text already, and calls stand in their tags.
            Assert.Equal(recorded.ToolCalls.Any() ? "<tool_call>" : recorded.Text + string.Concat(recorded.ToolResults.Select(r => r.Text)), recorded.ToolCalls.Any() ? logged.Text[..11] : logged.Text);
            Assert.False(logged.Provenance!.Generated);
        }

        var (answer, read) = (call.Response[0], found.Messages[^1]);

        // Readers of such logs take the blanks around an answer away.
        Assert.Equal(answer.Text.Trim(), read.Text);
        Assert.Equal(answer.Parts.OfType<ReasoningPart>().Select(p => p.Text), read.Parts.OfType<ReasoningPart>().Select(p => p.Text));
        Assert.Equal(answer.ToolCalls.Select(c => (c.Name, c.ArgumentsText)), read.ToolCalls.Select(c => (c.Name, c.ArgumentsText)));
        Assert.True(read.Provenance!.Generated);
    }

    private static TrainForge.Capture.TestStash Stash(TestHost host) => host.Current!;

    private static ChatResponse Says(string text) => new(new ChatMessage(ChatRole.Assistant, text));

    private static ChatResponse Calls(params AIContent[] calls) => new(new ChatMessage(ChatRole.Assistant, [.. calls]));
}
