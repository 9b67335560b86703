using TrainForge.Data.Sources.Packs;
using TrainForge.Data.Sources.SessionLogs;
using TrainForge.Diagnostics;

namespace TrainForge.Tests.Data.Sources;

public class SessionLogReaderTests
{
    [Fact]
    public void Entries_become_turns_in_their_order_and_decisions_stay_with_their_turn()
    {
        var reading = Reading.Of(
            "session-log",
            """{"type":"decision","decision":"greet","rationale":"polite","timestamp":"2026-03-08T10:00:00"}""",
            Say("user", "add", "10:00:00"),
            """{"type":"tool_call","tool":"add","args":{"a":1.0},"result":3,"timestamp":"2026-03-08T10:00:01"}""",
            Say("timmy", "", "10:00:02"),
            Say("timmy", "It is 3.", "10:00:02"),
            """{"type":"error","error":"lost","context":"net","timestamp":"2026-03-08T10:00:03"}""",
            "{}");

        Assert.Equal("""user: add | assistant: add({"a":1.0}) DecisionPart | tool: =3 | assistant: It is 3. | assistant: ErrorPart""", Reading.Words(reading.Only));
        Assert.Equal([false, true, false, true, false], reading.Only.Messages.Select(m => m.Provenance!.Generated));
        Assert.Equal(1, reading.Report.Notes["unknown-records"]);
    }

    // It would be read as a time of the day on which it is read.
    [Theory]
    [InlineData("10:15:00")]
    [InlineData("March")]
    [InlineData("5")]
    public void A_time_without_a_day_is_none(string time) =>
        Assert.Null(Reading.Of("session-log", $$"""{"type":"message","role":"user","content":"a","timestamp":"{{time}}"}""").Only.Started);

    [Fact]
    public void Who_is_neither_person_nor_model_is_not_imitated()
    {
        var reading = Reading.Of("session-log", Say("system", "Be kind.", "10:00:00"), Say("human", "hi", "10:00:01"), Say("tool", "{}", "10:00:02"), Say("timmy", "hello", "10:00:03"));

        Assert.Equal("system: Be kind. | user: hi | assistant: hello", Reading.Words(reading.Only));
        Assert.Equal([false, false, true], reading.Only.Messages.Select(m => m.Provenance!.Generated));
        Assert.Equal(1, reading.Report.Notes["unknown-records"]);
    }

    [Theory]
    [InlineData("10:05:00", 1)]
    [InlineData("10:05:00.001", 2)]
    [InlineData("10:05:00Z", 1)]
    [InlineData("12:05:00+02:00", 1)]
    [InlineData("08:00:00", 2)]
    public void A_pause_longer_than_the_gap_ends_a_conversation(string second, int conversations)
    {
        var found = Reading.Of("session-log", Say("user", "a", "10:00:00"), Say("timmy", "b", second)).Found;

        Assert.Equal(conversations, found.Count);
        Assert.Equal(conversations, found.Select(t => t.Group).Distinct().Count());
    }

    [Theory]
    [InlineData("2026-03-09T00:01:00", "b.jsonl", true)]
    [InlineData("2026-03-09T00:03:00", "b.jsonl", true)]
    [InlineData("2026-03-09T00:03:01", "b.jsonl", false)]
    [InlineData("2026-03-08T23:57:00", "b.jsonl", false)]
    [InlineData("2026-03-09T00:01:00", "a.jsonl", false)]
    public void Only_what_begins_soon_after_in_another_file_goes_on(string started, string file, bool continues)
    {
        var last = new ConversationSpan("1", "a.jsonl", Time("2026-03-08T20:00:00"), Time("2026-03-08T23:58:00"));

        Assert.Equal(continues, new SessionLogReader(TimeSpan.FromMinutes(5)).Continues(last, new ConversationSpan("2", file, Time(started), Time(started))));
    }

    [Fact]
    public void A_result_that_the_logger_cut_is_marked()
    {
        var line = $$"""{"type":"tool_call","tool":"read","args":{},"result":"{{new string('x', 500)}}","timestamp":"2026-03-08T10:00:01"}""";

        var result = Reading.Of("session-log", line, Say("timmy", "so", "10:00:02")).Only.Messages[1];

        Assert.Equal(500, Assert.Single(result.Truncations).Limit);
    }

    [Theory]
    [InlineData("2026-W10", "session_2026-03-08.jsonl", true)]
    [InlineData("2026-W10", "session_2026-03-09.jsonl", false)]
    [InlineData("2020-W53", "session_2021-01-03.jsonl", true)]
    [InlineData("2026-W10", "session_x.jsonl", false)]
    public void Weeks_are_those_of_ISO_8601(string week, string file, bool holds)
    {
        Assert.Equal(holds, LogWeek.Parse(week).Holds(file));
    }

    [Theory]
    [InlineData("2026-10")]
    [InlineData("2026-W54")]
    [InlineData("2026-W00")]
    [InlineData("0000-W01")]
    public void A_week_that_is_none_is_refused(string week) =>
        Assert.Equal("TF2071", Assert.Throws<TrainForgeException>(() => LogWeek.Parse(week)).Diagnostic.Rule.Code);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);

    private static string Say(string role, string content, string time) => $$"""{"type":"message","role":"{{role}}","content":"{{content}}","timestamp":"2026-03-08T{{time}}"}""";
}
