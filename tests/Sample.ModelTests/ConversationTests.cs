using Microsoft.Extensions.AI;

namespace Sample.ModelTests;

public class ConversationTests : DeskTest
{
    [Theory]
    [InlineData("Hello!")]
    [InlineData("hi")]
    [InlineData("Good morning.")]
    public async Task Greets_without_a_tool(string greeting)
    {
        Assert.Equal("Hello! Which order is it about?", await Say(greeting));
        Assert.Empty(Assistant.Calls);
    }

    [Theory]
    [InlineData("Tell me a joke")]
    [InlineData("Do you sell bicycles?")]
    public async Task Says_what_it_can_do_when_asked_for_something_else(string request)
    {
        Assert.StartsWith("I can look up, track, cancel and return", await Say(request), StringComparison.Ordinal);
        Assert.Empty(Assistant.Calls);
    }

    [Fact]
    public async Task Remembers_the_order_that_was_named()
    {
        await Say("What is in A-1002?");

        Assert.Equal("Order A-1002: P-77 is on its way.", await Say("And where is it?"));
        Assert.Equal(["find_order", "track_parcel"], Assistant.Calls);
    }

    [Fact]
    public async Task Goes_through_a_whole_visit()
    {
        await Say("hello");
        await Say("Show me the orders of Ada");
        await Say("Cancel A-1001");
        await Say("yes");

        Assert.Equal("You are welcome.", await Say("Thank you"));
        Assert.Equal(["list_orders", "cancel_order"], Assistant.Calls);
    }

    [Fact]
    public async Task Streams_the_same_answer()
    {
        var text = "";
        await foreach (var update in Model.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "hello")], cancellationToken: TestContext.Current.CancellationToken))
        {
            text += update.Text;
        }

        Assert.Equal("Hello! Which order is it about?", text.TrimEnd());
    }
}
