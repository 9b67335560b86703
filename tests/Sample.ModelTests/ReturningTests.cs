namespace Sample.ModelTests;

public class ReturningTests : DeskTest
{
    [Theory]
    [InlineData("A-1003 is broken", "broken")]
    [InlineData("The chair from A-1003 arrived damaged", "broken")]
    [InlineData("A-1003 does not work, I am sending it back", "broken")]
    [InlineData("You sent the wrong thing with A-1003, I return it", "wrong")]
    [InlineData("I want to return A-1003", "unwanted")]
    public async Task Opens_a_return_with_the_reason(string request, string reason)
    {
        Assert.Equal("The return for order A-1003 is open. A label is on its way to you.", await Say(request));
        Assert.Equal(reason, Desk.Returns["A-1003"]);
    }

    [Theory]
    [InlineData("A-1001")]
    [InlineData("A-1002")]
    public async Task Only_what_was_delivered_comes_back(string order)
    {
        Assert.Equal($"Order {order}: only delivered orders can be returned.", await Say($"Return {order}"));
        Assert.Empty(Desk.Returns);
    }
}
