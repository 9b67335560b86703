using TrainForge.Tool.Commands;

namespace TrainForge.Tests.Tool;

public sealed class BarsTests
{
    [Fact]
    public void The_largest_comes_first_and_the_smallest_is_still_seen()
    {
        Assert.Equal(
            """
            calls of tools
              read 3200 ################################
              edit 1600 ################
              ls      1 #

            """,
            Text("calls of tools", new Dictionary<string, long> { ["ls"] = 1, ["read"] = 3200, ["none"] = 0, ["edit"] = 1600 }));
    }

    [Fact]
    public void The_tail_is_summed_up()
    {
        var counts = Enumerable.Range(0, 20).ToDictionary(i => $"tool{i:D2}", i => 100L - i);

        Assert.EndsWith("  and 8 more with 676 together\n", Text("tools", counts), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_stay_on_their_line()
    {
        Assert.Equal("x\n  a b 1 ################################\n", Text("x", new Dictionary<string, long> { ["a\r\nb\u001b"] = 1 }));
        Assert.Contains("aaa… 1", Text("x", new Dictionary<string, long> { [new string('a', 99)] = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_shown_of_nothing() => Assert.Empty(Text("x", new Dictionary<string, long>()));

    private static string Text(string what, IReadOnlyDictionary<string, long> counts)
    {
        var text = new StringWriter { NewLine = "\n" };
        Bars.Write(text, what, counts);
        return text.ToString();
    }
}
