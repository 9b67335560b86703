namespace Sample.ModelTests;

public class TrackingTests : DeskTest
{
    [Theory]
    [InlineData("Where is my order A-1002?")]
    [InlineData("Can you track A-1002 for me?")]
    [InlineData("When does A-1002 arrive?")]
    [InlineData("Is the parcel for A-1002 sent?")]
    public async Task Says_where_a_shipped_order_is(string question)
    {
        var answer = await Say(question);

        Assert.Equal("Order A-1002: P-77 is on its way.", answer);
        Assert.Equal(["track_parcel"], Assistant.Calls);
    }

    [Theory]
    [InlineData("A-1001", "not shipped yet")]
    [InlineData("A-1003", "P-78 delivered")]
    [InlineData("A-1004", "cancelled, there is no parcel")]
    [InlineData("A-9999", "no order A-9999")]
    public async Task Says_it_when_there_is_nothing_on_its_way(string order, string state) =>
        Assert.Equal($"Order {order}: {state}.", await Say($"Where is {order}?"));

    [Fact]
    public async Task Asks_for_the_number_when_there_is_none()
    {
        Assert.Equal("Which order is it? The number looks like A-1001.", await Say("Where is my parcel?"));
        Assert.Empty(Assistant.Calls);
    }

    [Fact]
    public async Task Goes_on_when_the_number_follows()
    {
        await Say("Where is my parcel?");

        Assert.Equal("Order A-1002: P-77 is on its way.", await Say("Please track A-1002"));
    }
}
