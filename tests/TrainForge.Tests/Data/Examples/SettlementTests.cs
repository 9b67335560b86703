using TrainForge.Conversations;
using TrainForge.Data.Examples;
using TrainForge.Data.Pipeline;
using TrainForge.Options;
using static TrainForge.Tests.Data.Examples.TableByHand;

namespace TrainForge.Tests.Data.Examples;

public class SettlementTests
{
    private readonly TableByHand _rows = new();
    private readonly Dictionary<string, string> _keptInstead = [];
    private readonly StageLog _log = new("pairs");

    public SettlementTests()
    {
        _rows.Attempt("good", "t", Outcome.Passed, 1, User("q"), Says("4"));
        _rows.Attempt("bad", "t", Outcome.Failed, 1, User("q"), Says("5"));
        _rows.Attempt("twin", "u", Outcome.Passed, 1, User("q"), Says("four"));
        _rows.Attempt("other", "v", Outcome.Passed, 1, User("p"), Says("x"));
    }

    private IReadOnlyList<Settled<Comparison>> Settle(IEnumerable<string> kept, Func<ExampleRow, string?>? unfit = null)
    {
        var stage = Found();
        return Settlement(stage, kept, unfit).Settle(stage.Comparisons, _log, CancellationToken.None);
    }

    private PreferenceStage Found()
    {
        var stage = new PreferenceStage(new PreferenceOptions());
        stage.Run(_rows.Table, new StageLog("x"), CancellationToken.None);
        return stage;
    }

    private Settlement Settlement(PreferenceStage stage, IEnumerable<string> kept, Func<ExampleRow, string?>? unfit = null)
    {
        var remaining = new Remaining
        {
            Rows = [.. kept.Select(id => _rows[id])],
            KeptInstead = id => _keptInstead.GetValueOrDefault(id),
            IsValidGroup = _ => true,
            Load = _rows.Load,
            Unfit = (row, _) => unfit?.Invoke(row),
        };
        return new Settlement(remaining, stage.Prompts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pair_is_on_the_side_of_the_examples_with_its_prompt(bool isValid)
    {
        _rows["good"].IsValid = _rows["twin"].IsValid = isValid;
        _rows["other"].IsValid = !isValid;

        var pair = Assert.Single(Settle(["good", "twin", "other"]));

        Assert.Equal((isValid, "t"), (pair.IsValid, pair.Group));
        Assert.Equal(1, _log.Record.Out);
    }

    [Fact]
    public void A_prompt_on_both_sides_is_no_pair()
    {
        _rows["twin"].IsValid = true;

        Assert.Empty(Settle(["good", "twin", "other"]));
        Assert.Equal("prompt-on-both-sides", Assert.Single(_log.Items).Reason);
    }

    [Fact]
    public void What_was_left_out_takes_its_pair_with_it_unless_another_stands_for_it()
    {
        Assert.Empty(Settle(["other"]));
        Assert.Equal(("left-out", "good"), (Assert.Single(_log.Items).Reason, _log.Items[0].Id));

        _rows["other"].IsValid = true;
        _keptInstead["good"] = "middle";
        _keptInstead["middle"] = "other";
        var pair = Assert.Single(Settle(["other"]));
        Assert.Equal((true, "v"), (pair.IsValid, pair.Group));
    }

    [Fact]
    public void An_answer_that_was_left_out_is_not_wanted_because_another_example_asks_the_same()
    {
        Assert.Empty(Settle(["twin", "other"]));
        Assert.Equal(("left-out", "good"), (Assert.Single(_log.Items).Reason, _log.Items[0].Id));

        var stage = Found();
        var answers = Settlement(stage, ["twin", "other"]).Settle(stage.Judged, new StageLog("answers"), CancellationToken.None);
        Assert.Equal([("bad", false), ("other", true), ("twin", true)], answers.Select(a => (a.Item.Row.Id, a.Item.Label)).Order());
    }

    [Fact]
    public void A_turn_that_no_longer_counts_is_not_preferred()
    {
        _rows["good"].Untrained = new HashSet<int> { 1 };

        Assert.Empty(Settle(["good", "twin", "other"]));
        Assert.Equal(("not-to-imitate", "good"), (Assert.Single(_log.Items).Reason, _log.Items[0].Id));

        var stage = Found();
        var log = new StageLog("answers");
        var answers = Settlement(stage, ["good", "twin", "other"]).Settle(stage.Judged, log, CancellationToken.None);
        Assert.Equal([("bad", false), ("other", true), ("twin", true)], answers.Select(a => (a.Item.Row.Id, a.Item.Label)).Order());
        Assert.Equal(1, log.Record.Dropped["not-to-imitate"]);
    }

    [Fact]
    public void A_circle_of_duplicates_ends()
    {
        _keptInstead["good"] = "middle";
        _keptInstead["middle"] = "good";

        Assert.Empty(Settle(["other"]));
    }

    [Theory]
    [InlineData("good")]
    [InlineData("bad")]
    public void What_cannot_be_trained_on_is_no_side_of_a_pair(string id)
    {
        Assert.Empty(Settle(["good", "twin"], row => row.Id == id ? "too-long" : null));
        Assert.Equal(("too-long", id), (Assert.Single(_log.Items).Reason, _log.Items[0].Id));
    }
}
