namespace Sample.ModelTests;

public class LookingUpTests : DeskTest
{
    [Theory]
    [InlineData("What is in A-1001?", "A-1001", "tea kettle, packing")]
    [InlineData("What did I order with A-1002?", "A-1002", "reading lamp, shipped")]
    [InlineData("Please look up A-1003", "A-1003", "desk chair, delivered")]
    [InlineData("Check the status of A-1004", "A-1004", "rain coat, cancelled")]
    [InlineData("Status of A-1005?", "A-1005", "wool blanket, packing")]
    public async Task Looks_an_order_up(string question, string order, string found)
    {
        Assert.Equal($"Order {order}: {found}.", await Say(question));
        Assert.Equal(["find_order"], Assistant.Calls);
    }

    [Theory]
    [InlineData("Show me the orders of Ada", "A-1001 tea kettle; A-1002 reading lamp")]
    [InlineData("I need all orders for Grace", "A-1003 desk chair; A-1005 wool blanket")]
    [InlineData("List the orders of Linus", "A-1004 rain coat")]
    [InlineData("List the orders of Alan", "no orders for Alan")]
    public async Task Lists_the_orders_of_a_customer(string question, string orders)
    {
        Assert.Equal($"These are the orders: {orders}.", await Say(question));
        Assert.Equal(["list_orders"], Assistant.Calls);
    }

    [Fact]
    public async Task Does_not_guess_an_order_that_is_not_there() =>
        Assert.Equal("Order A-4040: no order A-4040.", await Say("What is in A-4040?"));
}
