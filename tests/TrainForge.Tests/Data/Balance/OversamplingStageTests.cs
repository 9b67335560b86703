using TrainForge.Conversations;
using TrainForge.Data.Balance;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Writers;
using TrainForge.Datasets;
using TrainForge.Options;

namespace TrainForge.Tests.Data.Balance;

public class OversamplingStageTests
{
    [Theory]
    [InlineData(100, 10, 3, 20, 12)] // (20 - 10) / 0.8 = 12.5
    [InlineData(100, 10, 2, 20, 10)] // all that was asked for
    [InlineData(100, 30, 2, 20, 0)] // over it already
    [InlineData(100, 20, 2, 20, 0)] // at it
    [InlineData(100, 10, 50, 29, 26)] // (29 - 10) / 0.71 = 26.8
    [InlineData(10, 10, 3, 100, 20)]
    [InlineData(7, 1, 100, 50, 5)] // (3.5 - 1) / 0.5
    public void There_are_as_many_copies_as_the_share_allows(int all, int under, double factor, double percent, int copies)
    {
        var table = Table(all, under);

        var log = Rows.Run(Stage(Rule(OversamplingReason.Tool, factor, percent, "Bash")), table);

        Assert.Equal(all + copies, table.Rows.Sum(r => r.Copies));
        Assert.All(table.Rows.Where(r => r.Id.StartsWith("plain", StringComparison.Ordinal)), r => Assert.Equal(1, r.Copies));
        Assert.Equal((under, under + copies), (log.Record.Before["rule"], log.Record.After["rule"]));

        // Nobody has two more than another.
        Assert.InRange(table.Rows.Where(r => r.Id.StartsWith("call", StringComparison.Ordinal)).Max(r => r.Copies) - table.Rows.Where(r => r.Id.StartsWith("call", StringComparison.Ordinal)).Min(r => r.Copies), 0, 1);
    }

    [Fact]
    public void Half_a_factor_is_half_of_the_examples()
    {
        var table = Table(4000, 1000);

        Rows.Run(Stage(Rule(OversamplingReason.Tool, 2.5, 100, "Bash:git")), table);

        Assert.InRange(table.Rows.Sum(r => r.Copies), 4000 + 1440, 4000 + 1560);
    }

    // Greedy, one copy at a time: after it no rule is over its share unless it was before, and no further copy could be made.
    [Fact]
    public void Rules_that_meet_in_an_example_all_keep_their_share()
    {
        var random = new Random(3);
        for (var round = 0; round < 40; round++)
        {
            var examples = Enumerable.Range(0, 120).Select(i => Rows.Of($"{i}", $"g{random.Next(4)}", new(Role.User, $"{i}?"), Rows.Call($"T{random.Next(5)}", "x", "y"))).ToList();
            (string Name, OversamplingRule Rule)[] rules =
            [
                ("a", new() { When = OversamplingReason.Tool, Matches = ["T1", "T2"], Factor = random.Next(1, 6), MaxPercent = random.Next(10, 90) }),
                ("b", new() { When = OversamplingReason.Group, Matches = ["g1"], Factor = random.Next(1, 6), MaxPercent = random.Next(10, 90) }),
                ("c", new() { When = OversamplingReason.Group, Matches = ["g"], Factor = 2, MaxPercent = 100 }),
            ];
            var stage = Stage(rules);
            var table = Rows.Table(stage, examples);

            var log = Rows.Run(stage, table);

            var all = table.Rows.Sum(r => (long)r.Copies);
            foreach (var (name, rule) in rules)
            {
                Assert.True(log.Record.After[name] == log.Record.Before[name] || 100 * log.Record.After[name] <= (long)rule.MaxPercent * all, $"{name} in round {round}");
            }

            var open = table.Rows.Where(row =>
            {
                var under = rules.Where(r => log.Record.Before[r.Name] > 0 && IsUnder(row, examples, r.Rule)).ToList();
                return row.Copies < under.Max(r => r.Rule.Factor) && under.TrueForAll(r => 100 * (log.Record.After[r.Name] + 1) <= (long)r.Rule.MaxPercent * (all + 1));
            });
            Assert.Empty(open);
        }

        static bool IsUnder(ExampleRow row, List<Example> examples, OversamplingRule rule) => rule.When == OversamplingReason.Group
            ? rule.Matches.Any(m => row.Group.StartsWith(m, StringComparison.Ordinal))
            : rule.Matches.Contains(examples.Single(e => e.Id == row.Id).Messages[1].ToolCalls.Single().Name);
    }

    [Fact]
    public void Validation_and_what_was_left_out_is_not_copied()
    {
        var table = Table(40, 20);
        var (valid, gone) = (table.Rows[0], table.Rows[1]);
        (valid.IsValid, gone.Copies) = (true, 0);

        Rows.Run(Stage(Rule(OversamplingReason.Tool, 3, 100, "Bash")), table);

        Assert.Equal((1, 0), (valid.Copies, gone.Copies));
        Assert.Equal(18 * 3, table.Rows.Where(r => r.Id.StartsWith("call", StringComparison.Ordinal)).Sum(r => r.Copies) - 1);
    }

    [Theory]
    [InlineData(OversamplingReason.Project, "github.com/acme/shop", "a b")]
    [InlineData(OversamplingReason.Project, "github.com/acme", "")]
    [InlineData(OversamplingReason.Source, "codex", "b c")]
    [InlineData(OversamplingReason.Group, "session", "a c")]
    [InlineData(OversamplingReason.Tag, "kind=refund", "a")]
    [InlineData(OversamplingReason.Tag, "kind", "a b")]
    [InlineData(OversamplingReason.Tag, "slow", "a c")]
    [InlineData(OversamplingReason.Tag, "slo", "")]
    public void A_rule_takes_what_it_matches(OversamplingReason when, string match, string taken)
    {
        var stage = Stage(Rule(when, 2, 100, match));
        var sketch = stage.Sketches.Single();
        List<ExampleRow> rows = [Row("a", "stash", "session 1", "github.com/acme/shop", "kind=refund", "slow"), Row("b", "codex", "x", "github.com/acme/shop", "kind:order"), Row("c", "codex", "session 2", null, "slow")];

        Rows.Run(stage, new ExampleTable(rows, _ => throw new NotSupportedException()));

        Assert.Equal(taken, string.Join(' ', rows.Where(r => r.Copies == 2).Select(r => r.Id)));

        ExampleRow Row(string id, string source, string group, string? project, params string[] tags)
        {
            var row = new ExampleRow { Id = id, Source = source, Group = group, Occurrences = [new Occurrence("here", null, null) { Project = project, Tags = tags }] };
            row.Add(sketch, sketch.Of(Rows.Ask(id, "Well?", "Well.")));
            return row;
        }
    }

    [Fact]
    public void The_order_of_rows_decides_nothing()
    {
        var examples = Examples(100, 30).ToArray();
        var expected = Copies(examples);
        new Random(1).Shuffle(examples);

        Assert.Equal(expected, Copies(examples));
        Assert.Contains("=2", string.Join(' ', expected), StringComparison.Ordinal);

        static List<string> Copies(Example[] examples)
        {
            var stage = Stage(Rule(OversamplingReason.Tool, 3, 40, "Bash"));
            var table = Rows.Table(stage, examples);
            Rows.Run(stage, table);
            return [.. table.Rows.Select(r => $"{r.Id}={r.Copies}").Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public void Copies_stand_among_the_others_and_the_others_in_their_order()
    {
        var table = Table(1000, 100);
        Rows.Run(Stage(Rule(OversamplingReason.Tool, 3, 100, "Bash")), table);

        var ordered = CopyOrder.Of(table.Rows, 42).Select(r => r.Id).ToList();

        Assert.Equal(1200, ordered.Count);
        Assert.All(ordered.CountBy(id => id), id => Assert.Equal(id.Key.StartsWith("call", StringComparison.Ordinal) ? 3 : 1, id.Value));
        Assert.Equal(table.Rows.Select(r => r.Id).Where(id => id.StartsWith("plain", StringComparison.Ordinal)), ordered.Where(id => id.StartsWith("plain", StringComparison.Ordinal)));
        Assert.InRange(ordered.Zip(ordered.Skip(1)).Count(pair => pair.First == pair.Second), 0, 5);
        Assert.Equal(ordered, CopyOrder.Of(table.Rows, 42).Select(r => r.Id));
        Assert.NotEqual(ordered, CopyOrder.Of(table.Rows, 7).Select(r => r.Id));
    }

    [Fact]
    public void Without_copies_the_order_is_that_of_the_rows()
    {
        var table = Table(50, 10);

        Assert.Equal(table.Rows, CopyOrder.Of(table.Rows, 42));
    }

    [Theory]
    [InlineData(OversamplingReason.Tool, 0, "empty")]
    [InlineData(OversamplingReason.MultiTurn, 1, "given")]
    public void A_rule_that_says_too_little_or_too_much_is_refused(OversamplingReason when, int matches, string problem)
    {
        var rule = new OversamplingRule { When = when, Matches = [.. Enumerable.Repeat("x", matches)] };

        Assert.Contains(problem, Assert.Single(rule.Check()).Message, StringComparison.Ordinal);
    }

    private static ExampleTable Table(int all, int under) => Rows.Table(Stage(Rule(OversamplingReason.Tool, 2, 20, "Bash")), [.. Examples(all, under)]);

    private static IEnumerable<Example> Examples(int all, int under) => Enumerable.Range(0, all).Select(i => i < under
        ? Rows.Of($"call {i}", null, new(Role.User, $"{i}?"), Rows.Call("Bash", "command", "git status"))
        : Rows.Ask($"plain {i}", $"{i}?", "So."));

    private static (string Name, OversamplingRule Rule) Rule(OversamplingReason when, double factor, double percent, params IReadOnlyList<string> matches) =>
        ("rule", new OversamplingRule { When = when, Matches = matches, Factor = factor, MaxPercent = percent });

    private static OversamplingStage Stage(params (string Name, OversamplingRule Rule)[] rules) =>
        new(new OversamplingOptions { Rules = rules.ToDictionary(r => r.Name, r => r.Rule, StringComparer.Ordinal) }, []);
}
