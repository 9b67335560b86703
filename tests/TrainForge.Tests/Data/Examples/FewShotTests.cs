using TrainForge.Conversations;
using TrainForge.Data.Examples;
using TrainForge.Data.Pipeline;
using TrainForge.Options;
using static TrainForge.Tests.Data.Examples.TableByHand;

namespace TrainForge.Tests.Data.Examples;

public class FewShotTests
{
    private readonly TableByHand _rows = new() { Source = "decisions" };

    private string[] Choose(FewShotOptions? options = null) => Choose(_rows.All, options);

    private static string[] Choose(IReadOnlyList<ExampleRow> rows, FewShotOptions? options = null)
    {
        var stage = new FewShot(options ?? new FewShotOptions());
        stage.Run(new ExampleTable(rows, _ => throw new InvalidOperationException()), new StageLog("few-shot"), CancellationToken.None);
        return [.. stage.Chosen.Select(r => r.Id)];
    }

    private void Decide(string id, int minute, string choice) => _rows.Attempt(
        id, "t", Outcome.Passed, minute, User(id),
        new Message(Role.Assistant, [new TextPart(choice), new DecisionPart("dec_1", "access", JsonText.Parse($"\"{choice}\""))]));

    [Fact]
    public void Classes_take_turns_and_in_each_the_newest_come_first()
    {
        for (var i = 1; i <= 3; i++)
        {
            Decide($"allow{i}", i, "allow");
            Decide($"deny{i}", 10 + i, "deny");
            Decide($"escalate{i}", 20 + i, "escalate");
        }

        Assert.Equal(["allow3", "deny3", "escalate3", "allow2", "deny2", "escalate2", "allow1", "deny1"], Choose());
    }

    [Fact]
    public void The_rarest_class_says_how_many_of_each_unless_balance_is_off()
    {
        for (var i = 1; i <= 4; i++)
        {
            Decide($"allow{i}", i, "allow");
            Decide($"deny{i}", 10 + i, "deny");
        }

        Decide("escalate1", 20, "escalate");

        Assert.Equal(["allow4", "deny4", "escalate1"], Choose());
        Assert.Equal(["allow4", "deny4", "escalate1", "allow3", "deny3"], Choose(new FewShotOptions { Balanced = false, Count = 5 }));
    }

    [Fact]
    public void What_a_reader_tagged_as_decided_is_the_class()
    {
        foreach (var (id, decided) in new[] { ("a1", "allow"), ("a2", "allow"), ("d1", "deny") })
        {
            var seen = new Occurrence("log", new OutcomeLabel(Outcome.Passed), Time: null) { Tags = ["difficulty:easy", $"decision:{decided}"] };
            _rows.Add(id, id, test: null, seen, [User(id), Says("Reasoning: long")]);
        }

        Assert.Equal(["a1", "d1"], Choose());
    }

    [Fact]
    public void Seen_again_is_not_newer()
    {
        Decide("old", 1, "allow");
        Decide("new", 2, "allow");
        var first = _rows["old"].Occurrences[0];
        var late = first with { Time = first.Time!.Value.AddDays(9) };
        var twice = new ExampleRow { Id = "old", Source = "decisions", Group = "t", Occurrences = [first, late] };
        twice.Add(ClassSketch.Instance, _rows["old"].Sketch(ClassSketch.Instance).ToArray());

        Assert.Equal(["new", "old"], Choose([twice, _rows["new"]]));
    }

    [Fact]
    public void What_tests_recorded_has_no_age_because_their_runs_come_and_go()
    {
        var rows = new TableByHand();
        foreach (var (id, minute) in new[] { ("b", 1), ("c", 3), ("a", 2) })
        {
            rows.Attempt(id, "t", Outcome.Passed, minute, User(id), Says("yes"));
        }

        Assert.Equal(["a", "b", "c"], Choose(rows.All));
    }

    [Fact]
    public void Without_decisions_the_first_tool_is_the_class_and_no_tool_is_one_too()
    {
        _rows.Attempt("answer", "t", Outcome.Passed, 1, User("a"), Says("b"));
        _rows.Attempt("adds", "t", Outcome.Passed, 2, User("a"), Recording.Calling("call_1", "{}"), Recording.Answering("call_1", "3"), Says("3"));

        Assert.Equal(["answer", "tool:add"], _rows.All.Select(r => ClassSketch.Read(r.Sketch(ClassSketch.Instance))).Order());
        Assert.Equal(["answer", "adds"], Choose());
        Assert.Empty(Choose(new FewShotOptions { Count = 0 }));
    }
}
