using TrainForge.Capture.Hosting;

namespace TrainForge.Tests.Capture;

public class TestIdentityTests
{
    [Theory]
    [InlineData("Orders.Row(days: 14)", "Orders", "Row", "days: 14")]
    [InlineData("Orders.Row(\"a\",1)", "Orders", "Row", "\"a\",1")]
    [InlineData("Orders.Row (a,1)", "Orders", "Row", "a,1")]
    [InlineData("Row.Row(a: ')')", "Row", "Row", "a: ')'")]
    [InlineData("Orders.Row<List<Int32>>(x: [])", "Orders", "Row", "x: []")]
    [InlineData("Orders.Row()", "Orders", "Row", "")]
    [InlineData("Orders.Row", "Orders", "Row", null)]
    [InlineData("Orders.Rows(1)", "Orders", "Row", null)]
    [InlineData("Shows what it likes (mostly)", "Orders", "Row", null)]
    [InlineData("Orders.Row(1)", null, null, null)]
    public void Arguments_are_what_the_name_shows_behind_the_method(string name, string? type, string? method, string? expected)
    {
        var test = new TestIdentity { Id = "1", Name = name, Class = type, Method = method };

        Assert.Equal(expected, test.Arguments);
    }
}
