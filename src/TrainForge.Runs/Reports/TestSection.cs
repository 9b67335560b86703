using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Stashes;

namespace TrainForge.Runs.Reports;

/// <summary>One test on the page: a line that tells the outcome, and inside it everything else.</summary>
internal static class TestSection
{
    private const int FailureChars = 8000;
    private const int LineChars = 160;

    /// <param name="withCalls">False leaves the conversation out: the page is large enough.</param>
    public static void Write(HtmlPen page, TestPart test, string? newestRun, bool withCalls)
    {
        var isOlder = test.Run != newestRun;
        page.Written(test.Html
            .Replace(TestPart.OlderMark.ToString(), isOlder ? " older" : "", StringComparison.Ordinal)
            .Replace(TestPart.OlderTag.ToString(), isOlder ? "<span class=\"tag\">from an earlier run</span>\n" : "", StringComparison.Ordinal));
        if (withCalls)
        {
            page.Written(test.Conversation);
        }
        else
        {
            page.Line($"<p>Its conversation is left out to keep this page small. It lies in <span class=\"mono\">stashes/{test.Place}</span>.</p>");
        }

        page.Fixed("</div>\n</details>");
    }

    public static string Conversation(TestReport test)
    {
        var page = new HtmlPen();
        CallSection.Write(page, test.Interactions);
        return page.ToString();
    }

    /// <summary>All but its conversation, and open towards it.</summary>
    public static string Of(TestReport test)
    {
        var page = new HtmlPen();
        page.Line($"<details class=\"{Classes(test)}{new Markup(TestPart.OlderMark.ToString())}\" id=\"{test.Name}\">");
        Summary(page, test);
        page.Fixed("<div class=\"inside\">");
        if (test.Metadata.Failure is { } failure)
        {
            page.Block("failure", failure.Message, FailureChars);
            if (failure.Stack is { } stack)
            {
                page.Fixed("<details class=\"long\"><summary>Stack</summary>").Block("stack", stack, FailureChars).Fixed("</details>");
            }
        }

        Facts(page, test);
        return page.ToString();
    }

    private static string Classes(TestReport test) => string.Join(' ', new[]
    {
        "test",
        SummaryPage.IsFailed(test.Outcome) ? "failed" : test.Outcome switch { Outcome.Passed => "passed", Outcome.Skipped => "skipped", _ => "other" },
        test.IsFlaky ? "flaky" : "",
        test.Metadata.ToolCalls > 0 ? "tools" : "",
        test.HasErrors ? "errors" : "",
    }.Where(name => name.Length > 0));

    private static void Summary(HtmlPen page, TestReport test)
    {
        var m = test.Metadata;
        page.Line($"<summary><span class=\"word\">{Word(test)}</span><span class=\"name\"><bdi><span class=\"type\">{m.TestName[..TypeLength(m)]}</span>{m.TestName[TypeLength(m)..]}</bdi>");
        if (test.IsFlaky && test.Outcome != Outcome.Passed)
        {
            page.Fixed("<span class=\"tag\">flaky</span>");
        }

        page.Line($"{new Markup(TestPart.OlderTag.ToString())}</span><span class=\"took\">{Durations.Text(test.Seconds)}</span>");
        if (m.Failure is { } failure)
        {
            page.Line($"<span class=\"more bad\"><bdi>{OneLine(failure.Message)}</bdi></span>");
        }
        else if (m.Prompt is { Length: > 0 } prompt)
        {
            page.Line($"<span class=\"more\"><bdi>{OneLine(prompt)}</bdi></span>");
        }

        page.Fixed("</summary>");
    }

    private static string Word(TestReport test) => test.Outcome switch
    {
        Outcome.Passed => test.IsFlaky ? "flaky" : "passed",
        Outcome.Failed => "failed",
        Outcome.Skipped => "skipped",
        Outcome.TimedOut => "timed out",
        Outcome.Inconclusive => "inconclusive",
        _ => "no result",
    };

    private static void Facts(HtmlPen page, TestReport test)
    {
        var m = test.Metadata;
        page.Fixed("<dl>");
        Fact("Model", m.Tier ?? m.Terms.Model);
        Fact("Calls", $"{Counted.Of(test.Interactions.Count, "call")}, {Counted.Of(m.ToolCalls, "tool call")}" + (test.BadLines > 0 ? $", {Counted.Of(test.BadLines, "line")} could not be read" : ""));
        Fact("Class", m.ClassName);
        Fact("Assembly", m.TargetFramework is null ? m.Assembly : $"{m.Assembly} ({m.TargetFramework})");
        Fact("Traits", m.Traits.Count == 0 ? null : string.Join(", ", m.Traits));
        Fact("Attempt", m.Attempt == 1 && !test.IsFlaky ? null : test.IsFlaky ? $"{m.Attempt}; another attempt of this run ended otherwise" : $"{m.Attempt}");
        Fact("Test's own word", m.Outcome == test.Outcome ? null : $"{Names.Of(m.Outcome)}; the runner said {Names.Of(test.Outcome)}");
        Fact("Began", SummaryPage.Time(m.Timestamp));
        Fact("Stash", $"stashes/{test.Place}");
        page.Fixed("</dl>");

        void Fact(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                page.Line($"<dt>{name}</dt><dd><bdi>{value}</bdi></dd>");
            }
        }
    }

    // The class stands before the name in most frameworks, and says less than it.
    private static int TypeLength(StashMetadata m) =>
        m.ClassName is { Length: > 0 } type && m.TestName.Length > type.Length + 1 && m.TestName.StartsWith(type, StringComparison.Ordinal) && m.TestName[type.Length] == '.' ? type.Length + 1 : 0;

    private static string OneLine(string text) => Cut.To(text.ReplaceLineEndings(" "), LineChars);
}
