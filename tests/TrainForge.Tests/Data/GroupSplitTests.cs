using TrainForge.Data.Pipeline;
using TrainForge.Data.Splits;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Tests.Data;

public class GroupSplitTests
{
    private static readonly SplitOptions Fifth = new() { ValidPercent = 20 };

    [Fact]
    public void No_group_is_on_both_sides()
    {
        var split = Divide(Examples(50, rows: 3), Fifth);

        Assert.Empty(split.Train.Select(e => e.Group).Intersect(split.Valid.Select(e => e.Group)));
        Assert.Equal(150, split.Train.Count + split.Valid.Count);
        Assert.InRange(split.Valid.Count, 9, 60);
    }

    [Fact]
    public void Growth_moves_nobody()
    {
        var small = Divide(Examples(40), Fifth);
        var large = Divide(Examples(400), Fifth);

        Assert.Subset(large.Valid.Select(e => e.Id).ToHashSet(), small.Valid.Select(e => e.Id).ToHashSet());
        Assert.Subset(large.Train.Select(e => e.Id).ToHashSet(), small.Train.Select(e => e.Id).ToHashSet());
    }

    [Theory]
    [InlineData(2, 0.001)]
    [InlineData(2, 50)]
    [InlineData(7, 0.001)]
    public void Neither_side_is_ever_empty(int groups, double percent)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var split = Divide(Examples(groups), new SplitOptions { ValidPercent = percent, Seed = seed });

            Assert.NotEmpty(split.Train);
            Assert.NotEmpty(split.Valid);
        }
    }

    [Fact]
    public void One_group_is_refused_unless_validation_is_switched_off()
    {
        var e = Assert.Throws<TrainForgeException>(() => Divide(Examples(1, rows: 4), Fifth));

        Assert.Equal("TF2005", e.Diagnostic.Rule.Code);
        Assert.Empty(Divide(Examples(1), new SplitOptions { ValidPercent = 0 }).Valid);
    }

    [Fact]
    public void One_group_that_was_several_is_told_as_that()
    {
        var rows = Examples(3, rows: 2);
        rows.ForEach(r => r.Group = "group 0");

        var e = Assert.Throws<TrainForgeException>(() => Divide(rows, Fifth));

        Assert.Equal("TF2150", e.Diagnostic.Rule.Code);
        Assert.Contains("the 3 groups they come from count as one, 'group 0'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_group_that_is_left_of_several_is_told_with_what_became_of_the_others()
    {
        var table = new ExampleTable(Examples(1), _ => throw new NotSupportedException()) { LeftOut = group => group == "group 0" ? (3, "near-duplicate 2") : null };

        var e = Assert.Throws<TrainForgeException>(() => new GroupSplit(Fifth).Run(table, new StageLog("split"), CancellationToken.None));

        Assert.Equal("TF2154", e.Diagnostic.Rule.Code);
        Assert.Contains("Of 3 recorded conversations only 'group 0' is left to train on (left out: near-duplicate 2)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_seed_divides_otherwise() =>
        Assert.NotEqual(
            Divide(Examples(100), Fifth).Valid.Select(e => e.Id),
            Divide(Examples(100), Fifth with { Seed = 7 }).Valid.Select(e => e.Id));

    private static (IReadOnlyList<ExampleRow> Train, IReadOnlyList<ExampleRow> Valid) Divide(IReadOnlyList<ExampleRow> rows, SplitOptions options)
    {
        new GroupSplit(options).Run(new ExampleTable(rows, _ => throw new NotSupportedException()), new StageLog("split"), CancellationToken.None);
        return ([.. rows.Where(r => !r.IsValid)], [.. rows.Where(r => r.IsValid)]);
    }

    private static List<ExampleRow> Examples(int groups, int rows = 1) =>
    [
        .. from g in Enumerable.Range(0, groups)
           from r in Enumerable.Range(0, rows)
           select new ExampleRow { Id = $"{g}-{r}", Group = $"group {g}", Source = "stash" },
    ];
}
