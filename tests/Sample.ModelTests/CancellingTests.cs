using Sample.ModelTests.Desk;

namespace Sample.ModelTests;

public class CancellingTests : DeskTest
{
    [Theory]
    [InlineData("Please cancel A-1001", "A-1001")]
    [InlineData("I want to cancel order A-1005.", "A-1005")]
    [InlineData("Can A-1001 still be cancelled?", "A-1001")]
    public async Task Asks_before_it_cancels(string request, string order)
    {
        Assert.Equal($"Shall I cancel order {order}?", await Say(request));
        Assert.Equal(OrderState.Packing, Desk[order].State);
    }

    [Theory]
    [InlineData("A-1001", "yes")]
    [InlineData("A-1005", "Yes, please do")]
    public async Task Cancels_after_a_yes(string order, string yes)
    {
        await Say($"Cancel {order}");

        Assert.Equal($"Order {order} is cancelled.", await Say(yes));
        Assert.Equal(OrderState.Cancelled, Desk[order].State);
    }

    [Fact]
    public async Task Leaves_the_order_alone_after_a_no()
    {
        await Say("Cancel A-1001");

        Assert.Equal("Then I leave it as it is.", await Say("No, keep it"));
        Assert.Equal(OrderState.Packing, Desk["A-1001"].State);
    }

    [Theory]
    [InlineData("A-1002", "shipped")]
    [InlineData("A-1003", "delivered")]
    [InlineData("A-1004", "cancelled")]
    public async Task Says_why_it_cannot_cancel(string order, string state)
    {
        await Say($"Cancel {order}");

        Assert.Equal($"I could not cancel order {order}: cannot cancel, the order is {state}.", await Say("yes"));
    }

    [Fact]
    public async Task A_yes_to_nothing_cancels_nothing()
    {
        await Say("yes");

        Assert.Empty(Assistant.Calls);
    }
}
