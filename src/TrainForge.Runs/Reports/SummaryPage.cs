using TrainForge.Conversations;
using TrainForge.Diagnostics;

namespace TrainForge.Runs.Reports;

/// <summary>
/// model-tests.html: one page that needs nothing but itself, with what needs a look first. It has no script, and its policy forbids any.
/// </summary>
internal static class SummaryPage
{
    // Beyond this a browser is slow to open the page. What is left out lies in the stash, and the page says so.
    private const int DetailChars = 24_000_000;

    public static string Of(TestRunReport report)
    {
        var page = new HtmlPen();
        Head(page);
        Header(page, report);
        page.Fixed("<main>");
        if (report.Tests.Count == 0)
        {
            page.Fixed("<div class=\"empty\"><p>No test has recorded a model call yet.</p><p>Wrap the chat client of a test with <code>client.WithTrainForge()</code> and run <code>dotnet test</code>: its conversations will be here.</p></div>");
        }

        foreach (var test in report.Tests)
        {
            TestSection.Write(page, test, report.NewestRun, withCalls: page.Length < DetailChars);
        }

        page.Fixed("</main>");
        page.Line($"<footer>Each test by its newest attempt; 'trainforge report' writes this page again. Texts are redacted, and long ones cut: the whole lies in the stash.</footer>");
        page.Fixed("</body>\n</html>");
        return page.ToString();
    }

    private static void Head(HtmlPen page)
    {
        page.Fixed("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
        page.Fixed($"<meta http-equiv=\"Content-Security-Policy\" content=\"{PageStyle.Policy}\">");
        page.Fixed("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>Model tests</title>");
        page.Fixed($"<style>{PageStyle.Text.ReplaceLineEndings("\n")}</style>\n</head>\n<body>");
    }

    private static void Header(HtmlPen page, TestRunReport report)
    {
        page.Fixed("<header>");
        var failed = report.Tests.Count(t => IsFailed(t.Outcome));
        page.Line($"<h1>{(report.Tests.Count == 0 ? "Model tests" : failed > 0 ? $"{failed} of {report.Tests.Count} model tests failed" : $"{report.Count(Outcome.Passed)} of {report.Tests.Count} model tests passed")}</h1>");
        if (report is { First: { } first, Last: { } last, NewestRun: { } run })
        {
            var when = Time(first) == Time(last) ? Time(last) : $"{Time(first)} to {Time(last)}";
            page.Line($"<p>Recorded {when} · newest run <span class=\"mono\">{run}</span></p>");
            page.Line($"<p>{Durations.Text(report.Tests.Sum(t => t.Seconds))} of tests · {Counted.Of(report.Tests.Sum(t => t.Calls), "model call")} · {Counted.Of(report.Tests.Sum(t => t.ToolCalls), "tool call")}{Tokens(report)}</p>");
        }

        if (report.Commit is { } commit)
        {
            page.Line($"<p><bdi>{commit}</bdi></p>");
        }

        foreach (var place in report.NeverEnded)
        {
            page.Line($"<p>Not ended, killed or still running: <span class=\"mono\">{place}</span></p>");
        }

        if (report.Tests.Count > 0)
        {
            Bar(page, report);
            Filters(page, report);
        }

        page.Fixed("</header>");
    }

    public static bool IsFailed(Outcome outcome) => outcome is Outcome.Failed or Outcome.TimedOut;

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsOther(TestPart test) => test.Outcome is Outcome.None or Outcome.Inconclusive;

    private static string Tokens(TestRunReport report) =>
        report.Tests.Sum(t => t.Tokens) is var tokens and > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" · {tokens:N0} tokens") : "";

    private static void Bar(HtmlPen page, TestRunReport report)
    {
        page.Line($"<svg class=\"bar\" role=\"img\" aria-label=\"{report.Count(Outcome.Passed)} passed, {report.Tests.Count(t => IsFailed(t.Outcome))} failed\" viewBox=\"0 0 {report.Tests.Count} 1\" preserveAspectRatio=\"none\">");
        var x = 0;
        foreach (var (name, count) in new[] { ("fail", report.Tests.Count(t => IsFailed(t.Outcome))), ("none", report.Tests.Count(IsOther)), ("skip", report.Count(Outcome.Skipped)), ("pass", report.Count(Outcome.Passed)) })
        {
            page.Line($"<rect class=\"{name}\" x=\"{x}\" y=\"0\" width=\"{count}\" height=\"1\"/>");
            x += count;
        }

        page.Fixed("</svg>");
    }

    // A filter that would show nothing is not offered.
    private static void Filters(HtmlPen page, TestRunReport report)
    {
        page.Fixed("<fieldset><legend>Show</legend>");
        Filter("all", "All", _ => true);
        Filter("failed", "Failed", t => IsFailed(t.Outcome));
        Filter("other", "No result", IsOther);
        Filter("flaky", "Flaky", t => t.IsFlaky);
        Filter("passed", "Passed", t => t.Outcome == Outcome.Passed);
        Filter("skipped", "Skipped", t => t.Outcome == Outcome.Skipped);
        Filter("errors", "Calls that failed", t => t.HasErrors);
        Filter("tools", "With tool calls", t => t.ToolCalls > 0);
        Filter("older", "From earlier runs", t => t.Run != report.NewestRun);
        page.Fixed("</fieldset>");

        void Filter(string id, string name, Func<TestPart, bool> shown)
        {
            if (report.Tests.Count(shown) is var count and > 0)
            {
                page.Line($"<label><input type=\"radio\" name=\"show\" id=\"show-{id}\"{(id == "all" ? new Markup(" checked") : default)}>{name}<b>{count}</b></label>");
            }
        }
    }
}

/// <summary>A piece of our own markup among values.</summary>
internal readonly record struct Markup(string? Text)
{
    public override string ToString() => Text ?? "";
}
