using TrainForge.Conversations;
using TrainForge.Files;
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

        var written = Write();

        var text = File.ReadAllText(_root.File("reports", StashReports.Summary));
        Assert.StartsWith("Model tests: 2 in all, 1 passed, 0 failed, 1 skipped, 0 without a result.\n", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("PASS     Refund is offered", StringComparison.Ordinal) is var flaky && flaky > 0 && flaky < text.IndexOf("SKIP     Adds up", StringComparison.Ordinal), text);
        Assert.Contains("1.50 s, 2 calls, 1 tool call, model small, attempt 2, flaky", text, StringComparison.Ordinal);
        Assert.Equal(4, All(written).Length);
        Assert.All(All(written), f => Assert.True(File.Exists(f)));
    }

    [Fact]
    public void What_a_model_said_is_never_markup()
    {
        Stash("""<script>alert(1)</script> "x" """, Outcome.Passed, attempt: 1, said: "</pre><script src=x></script>\n@enduml\n!include /etc/passwd\n**bold** & <b>");

        var written = Write();

        var page = File.ReadAllText(_root.File("reports", StashReports.Page));
        var diagram = File.ReadAllText(written.Diagrams[0]);
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

        var diagram = File.ReadAllText(Write().Diagrams[0]);

        Assert.DoesNotContain('%', diagram);
        Assert.Contains("<U+0025>getenv('GITHUB'", diagram, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diagram_shows_what_was_new_in_each_turn()
    {
        Stash("Weather", Outcome.Failed, attempt: 1);

        var diagram = File.ReadAllText(Write().Diagrams[0]);

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

        var first = All(Write()).Select(File.ReadAllText).ToArray();
        var second = All(Write()).Select(File.ReadAllText).ToArray();

        Assert.Equal(first, second);
    }

    [Fact]
    public void Nothing_stashed_gives_an_empty_summary()
    {
        Write();

        Assert.StartsWith("Model tests: 0 in all", File.ReadAllText(_root.File("reports", StashReports.Summary)), StringComparison.Ordinal);
    }

    // What could pass for a line of ours, for a tag, or turn the page around.
    [Theory]
    [InlineData("A\nFAIL     B")]
    [InlineData("A\r\n         0.00 s")]
    [InlineData("A\u2028FAIL     B\u0085C")]
    [InlineData("\u001b[2J\u0007\u0000")]
    [InlineData("\u202Eevil\u2066\u200F")]
    [InlineData("</title></style></details></pre><script>alert(1)</script>")]
    [InlineData("\" onmouseover=\"alert(1)\" x='y' `")]
    [InlineData("&#x3c;script&#x3e; <!-- ]]> {0} {{1}}")]
    public void A_hostile_name_is_shown_and_does_nothing(string name)
    {
        Stash(name, Outcome.Failed, attempt: 1, said: name, failure: name);

        var written = Write();

        var lines = File.ReadAllLines(written.Summary);
        var page = File.ReadAllText(written.Page);
        Assert.Equal(6, lines.Length);
        Assert.Single(lines, l => l.StartsWith("FAIL ", StringComparison.Ordinal));
        Assert.All(File.ReadAllText(written.Summary) + page, c => Assert.False(c is '\u202E' or '\u2066' or '\u200F' or '\u2028' or '\u0085' || (char.IsControl(c) && c != '\n'), $"U+{(int)c:X4}"));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\" onmouseover", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(page.Split("<details").Length, page.Split("</details>").Length);
        Assert.Equal(Tags(page), Tags(Plain()));
    }

    [Fact]
    public void The_page_allows_one_style_by_its_hash_and_nothing_else()
    {
        Stash("A", Outcome.Passed, attempt: 1);

        var page = File.ReadAllText(Write().Page);

        var style = page[(page.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.IndexOf("</style>", StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void What_needs_a_look_comes_first_and_only_filters_that_show_something_are_offered()
    {
        Stash("a passes", Outcome.Passed, attempt: 1);
        Stash("b fails", Outcome.Failed, attempt: 1, failure: "Expected 3, got 4");
        Stash("c times out", Outcome.TimedOut, attempt: 1);

        var page = File.ReadAllText(Write().Page);

        Assert.Equal(["b fails", "c times out", "a passes"], Parts(page, "<span class=\"type\"></span>"));
        Assert.Contains("<h1>2 of 3 model tests failed</h1>", page, StringComparison.Ordinal);
        Assert.Contains("id=\"show-failed\">Failed<b>2</b>", page, StringComparison.Ordinal);
        Assert.Contains("id=\"show-all\" checked>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"show-flaky\"", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"more bad\"><bdi>Expected 3, got 4</bdi></span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diagram_keeps_its_name_in_every_attempt_and_goes_with_its_test()
    {
        Stash("Weather", Outcome.Failed, attempt: 1);
        var first = Write().Diagrams[0];
        File.WriteAllText(Path.ChangeExtension(first, ".png"), "picture");
        File.WriteAllText(_root.File("reports", "of my own.puml"), "mine");
        Stash("Weather", Outcome.Passed, attempt: 2);
        var second = Write().Diagrams[0];
        Directory.Delete(_root.File("stashes"), recursive: true);
        Write();

        Assert.Equal(first, second);
        Assert.Equal(["model-tests-latest.txt", "model-tests.html", "of my own.puml"], Directory.GetFiles(_root.File("reports")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_did_not_change_is_not_written_again()
    {
        Stash("Weather", Outcome.Passed, attempt: 1);
        var diagram = Write().Diagrams[0];
        var before = DateTime.UtcNow.AddDays(-1);
        File.SetLastWriteTimeUtc(diagram, before);

        Write();

        Assert.Equal(before, File.GetLastWriteTimeUtc(diagram));
    }

    [Fact]
    public void The_runners_word_counts_and_an_attempt_that_never_ended_is_told()
    {
        Stash("Weather", Outcome.Passed, attempt: 1);
        Stash("Killed", Outcome.Passed, attempt: 1);
        var killed = StashReader.Find(_root.File("stashes")).Single(s => s.Contains("illed", StringComparison.Ordinal));
        File.Delete(Path.Combine(killed, StashPaths.Metadata));
        File.WriteAllBytes(_root.File("stashes", "run", StashPaths.Results),
            [.. StashJson.ToLine(new RunResult { Assembly = "Shop.Tests", FullyQualifiedName = "Weather", DisplayName = "Weather", Outcome = Outcome.Failed }), (byte)'\n']);

        var written = Write();

        Assert.Equal((1, 1, 1), (written.Tests, written.Failed, written.NeverEnded));
        Assert.Contains($"Not ended: run/{Path.GetFileName(killed)}", File.ReadAllText(written.Summary), StringComparison.Ordinal);
        Assert.Contains("passed; the runner said failed", File.ReadAllText(written.Page), StringComparison.Ordinal);
    }

    [Fact]
    public void The_commit_is_the_one_that_the_tests_name()
    {
        Stash("Weather", Outcome.Passed, attempt: 1);
        var stash = StashReader.Find(_root.File("stashes"))[0];
        var metadata = StashReader.Metadata(stash)! with { Git = new GitContext { Commit = "0123456789abcdef0123", Branch = "feature/<b>", Dirty = true } };
        File.WriteAllBytes(Path.Combine(stash, StashPaths.Metadata), StashJson.ToPage(metadata));

        var written = Write();

        Assert.Contains("\nCommit 0123456789ab on feature/<b>, with changes that were not committed.\n", File.ReadAllText(written.Summary), StringComparison.Ordinal);
        Assert.Contains("feature/&lt;b&gt;", File.ReadAllText(written.Page), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_what_to_do_when_there_is_nothing()
    {
        Assert.Contains("No test has recorded a model call yet.", File.ReadAllText(Write().Page), StringComparison.Ordinal);
    }

    public void Dispose() => _root.Dispose();

    private WrittenReports Write() => StashReports.Write(new TrainForgeRoot(_root.Path, RootSource.Option), CancellationToken.None);

    private static string[] All(WrittenReports written) => [written.Summary, written.Page, .. written.Diagrams];

    private static string[] Parts(string page, string before) => [.. page.Split(before).Skip(1).Select(part => part[..part.IndexOf('<', StringComparison.Ordinal)])];

    // The tags alone: what is recorded may add text to a page, and no tag.
    private static string[] Tags(string page) => [.. System.Text.RegularExpressions.Regex.Matches(page[page.IndexOf("<body>", StringComparison.Ordinal)..], "</?[a-zA-Z!][a-z0-9]*").Select(m => m.Value)];

    private static string Plain()
    {
        using var plain = new StashReportsTests();
        plain.Stash("plain", Outcome.Failed, attempt: 1, said: "plain", failure: "plain");
        return File.ReadAllText(plain.Write().Page);
    }

    private void Stash(string name, Outcome outcome, int attempt, string said = "Rain.", string? failure = null)
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
            Failure = failure is null ? null : new StashFailure(failure),
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
