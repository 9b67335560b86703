using TrainForge.Conversations;

namespace TrainForge.Tests.Data.Sources;

public class DecisionReaderTests
{
    private const string Decision = """{"schema_version":1,"type":"decision","id":"d1","time":"2026-03-01T10:00:00Z","model":"m","situation":{"actor":"guest","action":"read"},"decision":"deny","reasoning":"unknown","tags":["easy"]}""";
    private const string Question = """user: {"actor":"guest","action":"read"} | assistant: """;

    [Fact]
    public void A_correction_makes_two_sides_of_one_comparison()
    {
        var found = Reading.Of("decisions", Decision, """{"schema_version":1,"type":"review","decision_id":"d1","verdict":"correct","decision":"allow","reasoning":"It is public."}""").Found;

        Assert.Equal([Question + "Decision: allow\nReasoning: It is public.", Question + "Decision: deny\nReasoning: unknown"], found.Select(Reading.Words));
        Assert.Equal([new Preference("decisions:d1", true), new Preference("decisions:d1", false)], found.Select(t => t.Preference));
        Assert.Equal([Outcome.Passed, Outcome.Failed], found.Select(t => t.Label!.Outcome));
        Assert.Single(found.Select(t => t.Group).Distinct());
        Assert.Equal(["easy", "decision:allow"], found[0].Tags);
    }

    [Fact]
    public void A_correction_of_the_reasoning_alone_counts()
    {
        var reading = Reading.Of("decisions", Decision, """{"type":"review","decision_id":"d1","verdict":"correct","reasoning":"Guests may not read."}""");

        Assert.Equal(Question + "Decision: deny\nReasoning: Guests may not read.", Reading.Words(reading.Found[0]));
        Assert.Equal(1, reading.Report.Notes["corrected-reasoning"]);
    }

    [Theory]
    [InlineData("", Outcome.None)]
    [InlineData("""{"type":"review","decision_id":"d1","verdict":"accept"}""", Outcome.Passed)]
    [InlineData("""{"type":"review","decision_id":"d1","verdict":"correct","decision":"deny"}""", Outcome.Passed)]
    [InlineData("""{"type":"review","decision_id":"other","verdict":"accept"}""", Outcome.None)]
    public void An_accepted_decision_is_vouched_for_and_one_nobody_saw_is_not(string review, Outcome outcome)
    {
        var found = Reading.Of("decisions", Decision, review).Only;

        Assert.Equal(outcome, found.Label!.Outcome);
        Assert.Null(found.Preference);
    }

    [Fact]
    public void The_last_review_holds_and_logging_an_id_again_undoes_none()
    {
        var reading = Reading.Of(
            "decisions",
            """{"type":"review","decision_id":"d1","verdict":"accept"}""",
            Decision,
            """{"type":"review","decision_id":"d1","verdict":"correct","decision":"allow"}""",
            Decision.Replace("deny", "maybe", StringComparison.Ordinal));

        Assert.Equal(Question + "Decision: allow\nReasoning: unknown", Reading.Words(reading.Found[0]));
        Assert.Equal(Question + "Decision: deny\nReasoning: unknown", Reading.Words(reading.Found[1]));
        Assert.Equal(1, reading.Report.Notes["repeated-decisions"]);
    }

    [Fact]
    public void Rows_of_a_store_and_exports_of_wanted_answers_are_read()
    {
        var found = Reading.Of(
            "decisions",
            "[",
            """{"decision_id":"a","timestamp":"2026-02-02T08:05:00","situation":"{\"actor\":\"x\"}","decision":"deny","reasoning":"r","reviewed":1,"review_decision":"allow","review_reasoning":null,"decision_correct":0,"tags":"hard,automated_test"},""",
            """{"decision_id":"b","situation":"s","decision":"allow","reasoning":"r","reviewed":1},""",
            """{"decision_id":"c","situation":"t","decision":"allow","reasoning":"r","reviewed":0},""",
            """{"prompt":"p","response":"wanted","decision_id":"e","timestamp":"2026-02-02T08:05:00"}""",
            "]").Found;

        Assert.Equal(
            ["""user: {"actor":"x"} | assistant: Decision: allow""" + "\nReasoning: r", """user: {"actor":"x"} | assistant: Decision: deny""" + "\nReasoning: r", "user: s | assistant: Decision: allow\nReasoning: r", "user: t | assistant: Decision: allow\nReasoning: r", "user: p | assistant: wanted"],
            found.Select(Reading.Words));
        Assert.Equal([Outcome.Passed, Outcome.Failed, Outcome.Passed, Outcome.None, Outcome.Passed], found.Select(t => t.Label!.Outcome));
        Assert.Equal(["hard", "automated_test", "decision:allow"], found[0].Tags);
    }

    [Fact]
    public void Questions_may_be_messages_with_tools_and_a_wrong_review_is_a_bad_line()
    {
        var reading = Reading.Of(
            "decisions",
            """{"type":"decision","id":"d","messages":[{"role":"user","parts":[{"type":"text","text":"may I?"}]}],"tools":[{"name":"ask"}],"response":"yes","terms":{"vendor":"v","license":"MIT"}}""",
            """{"type":"review","decision_id":"d","verdict":"perhaps"}""",
            """{"type":"review","decision_id":"d","verdict":"correct"}""");

        Assert.Equal("user: may I? | assistant: yes", Reading.Words(reading.Only));
        Assert.Equal(("v", "MIT", "ask"), (reading.Only.Terms.Vendor, reading.Only.Terms.License, Assert.Single(reading.Only.Tools).Name));
        Assert.Equal(2, reading.Report.BadLines);
    }
}
