using Sample.ModelTests.Desk;

namespace Sample.ModelTests.Failing;

/// <summary>
/// What the model gets wrong today. These fail, and their stashes say so: nobody learns from a wrong answer, but a pair of a wrong and
/// a right one is worth having. Only compiled with IncludeFailingSamples=true.
/// </summary>
public class MisunderstoodTests : DeskTest
{
    [Fact]
    public async Task Understands_that_a_customer_no_longer_wants_it()
    {
        await Say("I no longer want A-1001");
        await Say("yes");

        Assert.Equal(OrderState.Cancelled, Desk["A-1001"].State);
    }

    [Fact]
    public async Task Understands_a_number_without_its_letter() =>
        Assert.Equal("Order A-1002: P-77 is on its way.", await Say("Where is order 1002?"));

    [Fact]
    public async Task Does_not_take_a_question_about_returns_for_a_return()
    {
        await Say("Until when can I return A-1003?");

        Assert.Empty(Desk.Returns);
    }
}
