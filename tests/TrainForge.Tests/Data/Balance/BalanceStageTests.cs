using TrainForge.Conversations;
using TrainForge.Data.Balance;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Options;

namespace TrainForge.Tests.Data.Balance;

public class BalanceStageTests
{
    private static readonly BalanceOptions Fifth = new() { MaxPercent = 20 };

    [Fact]
    public void No_category_is_more_than_its_share_of_what_remains_and_the_counts_are_told()
    {
        var table = Table([.. Calls("Bash", "git status", 400, groups: 10), .. Enumerable.Range(0, 6).SelectMany(i => Calls($"Tool{i}", "x", 100, groups: 5))]);

        var log = Rows.Run(new BalanceStage(Fifth), table);

        Assert.Equal(750, table.Rows.Count);
        Assert.Equal((400L, 150L), (log.Record.Before["Bash:git"], log.Record.After["Bash:git"]));
        Assert.Equal((100L, 100L), (log.Record.Before["Tool3"], log.Record.After["Tool3"]));
        Assert.Equal(250, log.Record.Dropped["over-cap"]);
    }

    [Fact]
    public void Groups_keep_their_share()
    {
        var examples = Calls("Bash", "git status", 100, groups: 1).Concat(Calls("Bash", "git log", 300, groups: 1, name: "big")).Concat(Enumerable.Range(0, 8).SelectMany(i => Calls($"Tool{i}", "x", 30, groups: 3)));
        var table = Table([.. examples]);

        Rows.Run(new BalanceStage(Fifth), table);

        // A fifth would be 60; the even share of 640 in nine categories is 72.
        var kept = table.Rows.Where(r => r.Id.Contains("Bash", StringComparison.Ordinal)).CountBy(r => r.Group).ToDictionary();
        Assert.Equal(kept["big Bash 0"], 3 * kept[" Bash 0"]);
    }

    [Fact]
    public void What_is_for_validation_and_what_calls_nothing_stays()
    {
        var examples = Calls("Bash", "git status", 300, groups: 1).Concat(Enumerable.Range(0, 5).Select(i => Rows.Ask($"words {i}", "Well?", "Well."))).Concat(Calls("Read", "x", 5, 1)).ToList();
        var table = Table(examples);
        foreach (var row in table.Rows.Take(100))
        {
            row.IsValid = true;
        }

        Rows.Run(new BalanceStage(Fifth), table);

        Assert.Equal(100, table.Rows.Count(r => r.IsValid));
        Assert.Equal(5, table.Rows.Count(r => r.Id.StartsWith("words", StringComparison.Ordinal)));
        Assert.Equal(103, table.Rows.Count(r => !r.IsValid && r.Id.Contains("Bash", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_several_tools_the_rarest_counts()
    {
        var both = Rows.Of("both", "g", new(Role.User, "Go."), Rows.Call("Bash", "command", "git status"), Rows.Call("Rare", "x", "y"));
        var table = Table([.. Calls("Bash", "git status", 300, groups: 1), both, .. Enumerable.Range(0, 9).SelectMany(i => Calls($"Tool{i}", "x", 10, 1))]);

        var log = Rows.Run(new BalanceStage(Fifth), table);

        Assert.Equal(1, log.Record.Before["Rare"]);
        Assert.Contains(table.Rows, r => r.Id == "both");
    }

    [Fact]
    public void The_order_of_rows_decides_nothing_and_another_seed_chooses_others()
    {
        var examples = Calls("Bash", "git status", 200, groups: 7).Concat(Enumerable.Range(0, 9).SelectMany(i => Calls($"Tool{i}", "x", 10, 1))).ToArray();
        var expected = Kept(examples, Fifth);
        Assert.True(expected.Count < examples.Length);
        new Random(1).Shuffle(examples);

        Assert.Equal(expected, Kept(examples, Fifth));
        Assert.NotEqual(expected, Kept(examples, Fifth with { Seed = 1 }));

        static List<string> Kept(Example[] examples, BalanceOptions options)
        {
            var table = Table(examples);
            Rows.Run(new BalanceStage(options), table);
            return [.. table.Rows.Select(r => r.Id).Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public void Without_a_limit_nothing_happens()
    {
        var table = Table([.. Calls("Bash", "git status", 300, groups: 1), .. Calls("Read", "x", 5, 1)]);

        var log = Rows.Run(new BalanceStage(new BalanceOptions()), table);

        Assert.Equal(305, table.Rows.Count);
        Assert.Empty(log.Record.After);
    }

    private static ExampleTable Table(IReadOnlyList<Example> examples) => Rows.Table(new BalanceStage(Fifth), examples);

    private static IEnumerable<Example> Calls(string tool, string line, int count, int groups, string name = "") =>
        Enumerable.Range(0, count).Select(i => Rows.Of($"{name} {tool} {i}", $"{name} {tool} {i % groups}", new(Role.User, $"Go {i}."), Rows.Call(tool, "command", line)));
}
