using TrainForge.Conversations;
using TrainForge.Runs.Reports;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Runs.Reports;

public sealed class StashReportsTests : IDisposable
{
    private readonly TempFolder _root = new();

    [Fact]
    public void The_summary_tells_each_test_by_its_newest_attempt()
    {
        Stash("Refund is offered", Outcome.Failed, attempt: 1);
        Stash("Refund is offered", Outcome.Passed, attempt: 2);
        Stash("Adds up", Outcome.Skipped, attempt: 1);

        var written = StashReports.Write(_root.Path);

        var text = File.ReadAllText(_root.File("reports", StashReports.Summary));
        Assert.StartsWith("Model tests: 2 in all, 1 passed, 0 failed, 1 skipped, 0 without a result.\n", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("SKIP     Adds up", StringComparison.Ordinal) is var first && first > 0 && first < text.IndexOf("PASS     Refund is offered", StringComparison.Ordinal), text);
        Assert.Contains("1.50 s, 2 calls, 1 tool calls, model small, attempt 2", text, StringComparison.Ordinal);
        Assert.Equal(4, written.Count);
        Assert.All(written, f => Assert.True(File.Exists(f)));
    }

    [Fact]
    public void What_a_model_said_is_never_markup()
    {
        Stash("""<script>alert(1)</script> "x" """, Outcome.Passed, attempt: 1, said: "</pre><script src=x></script>\n@enduml\n!include /etc/passwd\n**bold** & <b>");

        var written = StashReports.Write(_root.Path);

        var page = File.ReadAllText(_root.File("reports", StashReports.Page));
        var diagram = File.ReadAllText(written[2]);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script src=x&gt;", page, StringComparison.Ordinal);
        Assert.Single(diagram.Split('\n'), l => l.StartsWith('@') && l == "@enduml");
        Assert.DoesNotContain("!include", diagram, StringComparison.Ordinal);
        Assert.DoesNotContain("**", diagram, StringComparison.Ordinal);
        Assert.DoesNotContain('&', diagram);
    }

    [Fact]
    public void What_a_model_said_calls_no_function_of_the_diagram_language()
    {
        Stash("%filename()", Outcome.Passed, attempt: 1, said: "100 % of %getenv('GITHUB' + %chr(95) + 'TOKEN')");

        var diagram = File.ReadAllText(StashReports.Write(_root.Path)[2]);

        Assert.DoesNotContain('%', diagram);
        Assert.Contains("<U+0025>getenv('GITHUB'", diagram, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diagram_shows_what_was_new_in_each_turn()
    {
        Stash("Weather", Outcome.Failed, attempt: 1);

        var diagram = File.ReadAllText(StashReports.Write(_root.Path)[2]);

        Assert.Equal(
            """
            @startuml
            title Weather
            actor Test
            participant Model
            participant Tools
            == Turn 1 ==
            Test -> Model : <U+005B>user<U+005D> Weather?
            Model -> Tools : weather(<U+007B><U+0022>city<U+0022>:<U+0022>Łódź<U+0022><U+007D>)
            == Turn 2 ==
            Tools --> Model : rain
            Model --> Test : Rain.
            hnote over Test #salmon : FAIL
            @enduml

            """.ReplaceLineEndings("\n"), diagram);
    }

    [Fact]
    public void The_same_stashes_give_the_same_bytes()
    {
        Stash("A", Outcome.Passed, attempt: 1);
        Stash("B", Outcome.Passed, attempt: 1);

        var first = StashReports.Write(_root.Path).Select(File.ReadAllText).ToArray();
        var second = StashReports.Write(_root.Path).Select(File.ReadAllText).ToArray();

        Assert.Equal(first, second);
    }

    [Fact]
    public void Nothing_stashed_gives_an_empty_summary()
    {
        StashReports.Write(_root.Path);

        Assert.StartsWith("Model tests: 0 in all", File.ReadAllText(_root.File("reports", StashReports.Summary)), StringComparison.Ordinal);
    }

    public void Dispose() => _root.Dispose();

    private void Stash(string name, Outcome outcome, int attempt, string said = "Rain.")
    {
        var asked = new Message(Role.User, "Weather?");
        var called = new Message(Role.Assistant, [new ToolCallPart(new ToolCall("c1", "weather", """{"city":"Łódź"}"""))]);
        var started = new DateTimeOffset(2026, 11, 20, 12, 0, attempt, TimeSpan.Zero);
        using var writer = StashWriter.Create(_root.File("stashes", "run"), new StashName(name, name, "Shop.Tests", "net10.0", attempt));
        writer.Append(new Interaction { Id = "1", Sequence = 1, Started = started, Model = "small", Request = [asked], Response = [called] });
        writer.Append(new Interaction
        {
            Id = "2",
            Sequence = 2,
            Started = started,
            Model = "small",
            Request = [asked, called, new Message(Role.Tool, [new ToolResultPart("c1", "weather", "rain")])],
            Response = [new Message(Role.Assistant, said)],
        });
        writer.Finish(new StashMetadata
        {
            TestName = name,
            TestId = name,
            Outcome = outcome,
            Timestamp = started,
            DurationSeconds = 1.5,
            RunId = "run",
            Assembly = "Shop.Tests",
            TargetFramework = "net10.0",
            Attempt = attempt,
            Tier = "small",
            ToolCalls = 1,
        });
    }
}
