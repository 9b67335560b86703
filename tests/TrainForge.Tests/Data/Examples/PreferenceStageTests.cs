using TrainForge.Conversations;
using TrainForge.Data.Examples;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Options;
using static TrainForge.Tests.Data.Examples.TableByHand;

namespace TrainForge.Tests.Data.Examples;

public class PreferenceStageTests
{
    private readonly TableByHand _rows = new();

    private PreferenceStage Run(PreferenceOptions? options = null)
    {
        var stage = new PreferenceStage(options ?? new PreferenceOptions());
        stage.Run(_rows.Table, new StageLog(stage.Name), CancellationToken.None);
        return stage;
    }

    private static string[] Ids(PreferenceStage stage) => [.. stage.Comparisons.Select(c => $"{c.Chosen.Id}>{c.Rejected.Id} {c.Basis}")];

    [Fact]
    public void A_passed_and_a_failed_attempt_of_one_test_in_one_run_are_compared()
    {
        _rows.Attempt("good", "t", Outcome.Passed, 1, User("2 + 2?"), Says("4"));
        _rows.Attempt("bad", "t", Outcome.Failed, 1, User("2 + 2?"), Says("5"));
        _rows.Attempt("other", "u", Outcome.Failed, 1, User("2 + 2?"), Says("6"));

        var stage = Run();

        Assert.Equal(["good>bad attempts"], Ids(stage));
        Assert.Equal(1, stage.Comparisons[0].Better.Message);
    }

    [Fact]
    public void The_prompt_ends_where_the_two_first_differ()
    {
        _rows.Attempt("good", "t", Outcome.Passed, 1, User("a"), Says("b"), User("c"), Says("right"), User("d"), Says("e"));
        _rows.Attempt("bad", "t", Outcome.Failed, 1, User("a"), Says("b"), User("c"), Says("wrong"), User("other"), Says("f"));

        var comparison = Assert.Single(Run().Comparisons);
        var pair = PairMaker.Pair(new Settled<Comparison>(comparison, "g", IsValid: false), _rows.Load(comparison.Chosen), _rows.Load(comparison.Rejected));

        Assert.Equal(["a", "b", "c"], pair.Prompt.Select(m => m.Text));
        Assert.Equal(("right", "wrong"), (pair.Chosen.Text, pair.Rejected.Text));
        Assert.Equal(("model-of-good", "model-of-bad"), (pair.Terms.Model, pair.RejectedTerms.Model));
    }

    [Theory]
    [InlineData("different question")]
    [InlineData("Different name")]
    [InlineData("different tools")]
    [InlineData("the user differs first")]
    public void Nothing_is_compared_unless_the_prompts_are_the_same(string how)
    {
        var seen = _rows.Attempt("good", "t", Outcome.Passed, 1, User("2 + 2?"), Says("4"), User("sure?"), Says("yes")).Occurrences[0];
        var failed = seen with { Label = seen.Label! with { Outcome = Outcome.Failed } };
        Message[] messages = how switch
        {
            "different question" => [User("2 + 3?"), Says("5")],
            "Different name" => [User("2 + 2?") with { Name = "ann" }, Says("5")],
            "different tools" => [User("2 + 2?"), Says("5")],
            _ => [User("2 + 2?"), Says("4"), User("why?"), Says("no")],
        };
        _rows.Add("bad", "t", "t", failed, messages, how == "different tools" ? [Recording.Add] : null);

        Assert.Empty(Run().Comparisons);
    }

    [Fact]
    public void What_failed_and_passed_later_is_compared_and_what_passed_and_failed_later_is_not()
    {
        _rows.Attempt("good", "mended", Outcome.Passed, 2, User("q"), Says("4"));
        _rows.Attempt("bad", "mended", Outcome.Failed, 1, User("q"), Says("5"));
        _rows.Attempt("old", "broken", Outcome.Passed, 1, User("p"), Says("4"));
        _rows.Attempt("new", "broken", Outcome.Failed, 2, User("p"), Says("5"));

        var stage = Run();

        Assert.Equal(["good>bad mended"], Ids(stage));
        Assert.Equal(("failed-after-pass", "new"), stage.Pairs.Items.Select(i => (i.Reason, i.Id)).Single());
    }

    [Fact]
    public void Of_one_commit_the_order_does_not_matter()
    {
        var good = _rows.Attempt("good", "t", Outcome.Passed, 1, User("q"), Says("4")).Occurrences[0];
        _rows.Add("bad", "t", "t", good with { Label = new OutcomeLabel(Outcome.Failed) { RunId = "run-9" }, Time = good.Time!.Value.AddDays(1), Commit = "abc" }, [User("q"), Says("5")]);
        Assert.Empty(Run().Comparisons);

        _rows.Add("also", "t", "t", good with { Commit = "abc", Label = new OutcomeLabel(Outcome.Passed) { RunId = "run-8" } }, [User("q"), Says("four")]);
        Assert.Equal(["also>bad attempts"], Ids(Run()));
    }

    [Fact]
    public void A_failure_that_is_not_the_answers_fault_compares_nothing()
    {
        _rows.Attempt("good", "t", Outcome.Passed, 1, User("q"), Says("4"));
        var seen = _rows.Attempt("timed-out", "t", Outcome.TimedOut, 1, User("q"), Says("5")).Occurrences[0];
        _rows.Add("dispose", "t", "t", seen with { Label = new OutcomeLabel(Outcome.Failed) { InProcess = Outcome.Passed, RunId = "run-1" } }, [User("q"), Says("6")]);

        var stage = Run();

        Assert.Empty(stage.Comparisons);
        Assert.Empty(stage.Judged);
    }

    [Fact]
    public void An_answer_that_passed_once_is_not_the_fault_of_the_attempt_that_failed_with_it()
    {
        _rows.Attempt("one", "t", Outcome.Passed, 1, User("q"), Says("4"), User("r"), Says("x"));
        _rows.Attempt("two", "t", Outcome.Passed, 1, User("q"), Says("four"), User("r"), Says("x"));
        _rows.Attempt("bad", "t", Outcome.Failed, 1, User("q"), Says("4"), User("r"), Says("y"));

        Assert.Equal(["one>bad attempts"], Ids(Run()));
    }

    [Fact]
    public void Each_bad_answer_is_compared_once_and_with_another_good_one_each()
    {
        for (var i = 0; i < 3; i++)
        {
            _rows.Attempt($"good{i}", "t", Outcome.Passed, 1, User("q"), Says($"good {i % 2}"));
            _rows.Attempt($"bad{i}", "t", Outcome.Failed, 1, User("q"), Says($"bad {i}"));
            _rows.Attempt($"again{i}", "t", Outcome.Failed, 1, User("q"), Says($"bad {i}"));
        }

        var all = Run();
        var two = Run(new PreferenceOptions { PairsPerPrompt = 2 });

        Assert.Equal(["good0>bad0 attempts", "good1>bad1 attempts", "good0>bad2 attempts"], Ids(all));
        Assert.Equal(2, two.Comparisons.Count);
        Assert.Equal(1, two.Pairs.Record.Dropped["too-many-for-prompt"]);
    }

    [Fact]
    public void A_turn_that_is_only_context_is_not_preferred()
    {
        _rows.Attempt("good", "t", Outcome.Passed, 1, User("q"), Says("a call that was refused"), User("r"), Says("4"));
        _rows.Attempt("bad", "t", Outcome.Failed, 1, User("q"), Says("5"));
        _rows.Untrain("good", 1);

        Assert.Empty(Run().Comparisons);
    }

    public static TheoryData<string, Message[], Message[]> Impossible() => new()
    {
        { "same-answer", [User("q"), Says("4")], [User("q"), Says("4")] },
        { "same-as-far-as-it-goes", [User("q"), Says("4"), User("r"), Says("5")], [User("q"), Says("4")] },
        { "differs-outside-answer", [User("q"), Says("4")], [User("p"), Says("5")] },
        { "no-prompt", [Says("4")], [Says("5")] },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void A_choice_that_says_nothing_is_left_out_with_a_reason(string reason, Message[] chosen, Message[] rejected)
    {
        _rows.Choice("a", "p", isChosen: true, chosen);
        _rows.Choice("b", "p", isChosen: false, rejected);

        var stage = Run();

        Assert.Empty(stage.Comparisons);
        Assert.Equal(reason, Assert.Single(stage.Pairs.Items).Reason);
        Assert.Equal((1, 0), (stage.Pairs.Record.In, stage.Pairs.Record.Out));
    }

    [Fact]
    public void A_choice_is_a_pair_and_one_whose_other_side_is_gone_is_not()
    {
        _rows.Choice("a", "p", isChosen: true, User("q"), Says("4"));
        _rows.Choice("b", "p", isChosen: false, User("q"), Says("5"));
        _rows.Choice("c", "alone", isChosen: true, User("r"), Says("5"));

        var stage = Run();

        Assert.Equal(["a>b chosen"], Ids(stage));
        Assert.Equal("other-side-missing", Assert.Single(stage.Pairs.Items).Reason);
        Assert.Equal([("a", true), ("b", false)], stage.Judged.Select(j => (j.Row.Id, j.Label)));
    }

    [Fact]
    public void Answers_are_judged_where_the_judgement_can_only_be_theirs()
    {
        _rows.Attempt("passed", "t", Outcome.Passed, 1, User("a"), Says("b"), User("c"), Says("d"));
        _rows.Attempt("only", "u", Outcome.Failed, 1, User("a"), Says("wrong"));
        _rows.Attempt("somewhere", "v", Outcome.Failed, 1, User("x"), Says("y"), User("z"), Says("w"));

        Assert.Equal([("passed", 3, true), ("only", 1, false)], Run().Judged.Select(j => (j.Row.Id, j.Turn.Message, j.Label)));
    }

    [Fact]
    public void A_reviewed_answer_without_a_test_is_judged_too_and_the_middle_of_a_long_one_is_not()
    {
        var passed = new Occurrence("log", new OutcomeLabel(Outcome.Passed), Time: null);
        Message[] talk = [.. Enumerable.Range(0, 20).SelectMany(i => new[] { User($"u{i}"), Says($"a{i}") })];
        _rows.Add("accepted", "g", test: null, passed, [User("q"), Says("yes")]);
        _rows.Add("rejected", "g", test: null, passed with { Label = new OutcomeLabel(Outcome.Failed) }, [User("p"), Says("no")]);
        _rows.Add("long", "g", test: null, passed, talk);

        Assert.Equal([("accepted", true), ("rejected", false)], Run().Judged.Select(j => (j.Row.Id, j.Label)));
    }

    [Fact]
    public void An_answer_that_was_judged_both_ways_is_left_out()
    {
        _rows.Attempt("yes", "t", Outcome.Passed, 1, User("q"), Says("4"));
        _rows.Attempt("no", "u", Outcome.Failed, 1, User("q"), Says("4"));

        var stage = Run();

        Assert.Empty(stage.Judged);
        Assert.Equal(1, stage.Answers.Record.Dropped["judged-both-ways"]);
    }

    [Fact]
    public void From_wanted_answers_alone_nothing_is_learned_also_where_others_were_judged_both_ways()
    {
        _rows.Attempt("yes", "t", Outcome.Passed, 1, User("q"), Says("4"));
        _rows.Attempt("no", "u", Outcome.Failed, 1, User("q"), Says("4"));
        _rows.Attempt("other", "v", Outcome.Passed, 1, User("p"), Says("x"));

        var stage = Run();

        Assert.Empty(stage.Judged);
        Assert.Equal((1L, 1L), (stage.Answers.Record.In, stage.Answers.Record.Dropped["judged-both-ways"]));
    }

    [Fact]
    public void Whatever_holds_the_prompt_of_a_pair_is_one_group()
    {
        _rows.Attempt("good", "t", Outcome.Passed, 1, User("q"), Says("4"));
        _rows.Attempt("bad", "t", Outcome.Failed, 1, User("q"), Says("5"));
        _rows.Attempt("twin", "a-twin", Outcome.Passed, 1, User("q"), Says("four"));
        _rows.Attempt("later", "z", Outcome.Passed, 1, User("q"), Says("4"), User("more"), Says("less"));
        _rows.Attempt("apart", "b", Outcome.Passed, 1, User("p"), Says("4"));

        Run();

        Assert.All(["good", "bad", "twin", "later"], id => Assert.Equal("a-twin", _rows[id].Group));
        Assert.Equal("b", _rows["apart"].Group);
    }
}
