using TrainForge.Conversations;

namespace TrainForge.Tests.Core.Conversations;

public class ToolLinksTests
{
    [Fact]
    public void Ids_link_whatever_the_order() =>
        Assert.Equal(["a=1", "b=2"], Links(Calls(("1", "a"), ("2", "b")), Result("2", null, "2"), Result("1", null, "1")));

    [Fact]
    public void Without_ids_results_follow_the_calls() =>
        Assert.Equal(["a=1", "a=2"], Links(Calls((null, "a"), (null, "a")), Result(null, "a", "1"), Result(null, "a", "2")));

    [Fact]
    public void An_id_used_again_in_a_later_turn_means_the_later_call() =>
        Assert.Equal(["a=1", "a=2"], Links(Calls(("call_0", "a")), Result("call_0", null, "1"), Calls(("call_0", "a")), Result("call_0", null, "2")));

    [Fact]
    public void What_nobody_answered_stays_open_and_what_nobody_asked_is_an_orphan()
    {
        Message[] messages = [Calls(("1", "a")), Result("9", "a", "lost")];

        var links = ToolLinks.Of(messages);

        Assert.Null(Assert.Single(links.All).Result);
        Assert.Equal("lost", Assert.Single(links.Orphans).Text);
    }

    private static IEnumerable<string> Links(params Message[] messages) => ToolLinks.Of(messages).All.Select(l => $"{l.Call.Name}={l.Result?.Text}");

    private static Message Calls(params (string? Id, string Name)[] calls) =>
        new(Role.Assistant, [.. calls.Select(c => new ToolCallPart(new ToolCall(c.Id, c.Name, "{}")))]);

    private static Message Result(string? id, string? name, string text) => new(Role.Tool, [new ToolResultPart(id, name, text)]);
}
