using System.Globalization;
using System.Text;
using TrainForge.Conversations;
using TrainForge.Diagnostics;

namespace TrainForge.Runs.Reports;

/// <summary>model-tests-latest.txt: counts first, then where it was recorded, then a few lines per test.</summary>
internal static class SummaryText
{
    private const int PromptChars = 100;

    public static string Of(TestRunReport report)
    {
        var text = new StringBuilder();
        Line(text, $"Model tests: {report.Tests.Count} in all, {report.Count(Outcome.Passed)} passed, {report.Count(Outcome.Failed)} failed, {report.Count(Outcome.Skipped)} skipped, {report.Tests.Count(t => t.Outcome is not (Outcome.Passed or Outcome.Failed or Outcome.Skipped))} without a result.");
        if (report is { First: { } first, Last: { } last })
        {
            Line(text, $"Recorded {Time(first)} to {Time(last)}; newest run {Visible.Line(report.NewestRun ?? "")}.");
        }

        if (report.Commit is { } commit)
        {
            Line(text, $"{Visible.Line(commit)}");
        }

        foreach (var place in report.NeverEnded)
        {
            Line(text, $"Not ended: {Visible.Line(place)}");
        }

        foreach (var test in report.Tests)
        {
            text.Append(test.Text.Replace(TestPart.OlderMark.ToString(), test.Run == report.NewestRun ? "" : $", recorded {Time(test.Timestamp)}", StringComparison.Ordinal));
        }

        return text.ToString();
    }

    /// <summary>A test's own lines.</summary>
    public static string Part(TestReport test)
    {
        var text = new StringBuilder();
        Test(text, test);
        return text.ToString();
    }

    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "PASS",
        Outcome.Failed => "FAIL",
        Outcome.Skipped => "SKIP",
        Outcome.TimedOut => "TIMEOUT",
        _ => "NONE",
    };

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Test(StringBuilder text, TestReport test)
    {
        var m = test.Metadata;
        text.Append('\n');
        Line(text, $"{Word(test.Outcome),-8} {Visible.Line(m.TestName)}");
        Line(text, $"         {m.DurationSeconds:F2} s, {Counted.Of(test.Interactions.Count, "call")}, {Counted.Of(m.ToolCalls, "tool call")}, model {Visible.Line(m.Tier ?? "unknown")}, attempt {m.Attempt}{(test.IsFlaky ? ", flaky" : "")}{TestPart.OlderMark}");
        if (m.Prompt is { } prompt)
        {
            Line(text, $"         {Short(prompt)}");
        }

        if (m.Failure is { } failure)
        {
            Line(text, $"         {Short(failure.Message)}");
        }
    }

    private static string Short(string text) => Visible.Line(Cut.To(text.ReplaceLineEndings(" "), PromptChars));

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
