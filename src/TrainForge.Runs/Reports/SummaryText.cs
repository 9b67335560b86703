using System.Globalization;
using System.Text;
using TrainForge.Conversations;

namespace TrainForge.Runs.Reports;

/// <summary>model-tests-latest.txt: counts first, then one line per test and its prompt.</summary>
internal static class SummaryText
{
    private const int PromptChars = 100;

    public static string Of(IReadOnlyList<TestReport> tests)
    {
        var text = new StringBuilder();
        Line(text, $"Model tests: {tests.Count} in all, {Count(tests, Outcome.Passed)} passed, {Count(tests, Outcome.Failed)} failed, {Count(tests, Outcome.Skipped)} skipped, {tests.Count(t => t.Metadata.Outcome is not (Outcome.Passed or Outcome.Failed or Outcome.Skipped))} without a result.");
        if (tests.Count > 0)
        {
            Line(text, $"Recorded {tests.Min(t => t.Metadata.Timestamp).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} to {tests.Max(t => t.Metadata.Timestamp).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.");
        }

        foreach (var test in tests)
        {
            var m = test.Metadata;
            text.Append('\n');
            Line(text, $"{Word(m.Outcome),-8} {m.TestName}");
            Line(text, $"         {m.DurationSeconds:F2} s, {test.Interactions.Count} calls, {m.ToolCalls} tool calls, model {m.Tier ?? "unknown"}, attempt {m.Attempt}");
            if (m.Prompt is { } prompt)
            {
                Line(text, $"         {Short(prompt)}");
            }

            if (m.Failure is { } failure)
            {
                Line(text, $"         {Short(failure.Message)}");
            }
        }

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

    private static int Count(IReadOnlyList<TestReport> tests, Outcome outcome) => tests.Count(t => t.Metadata.Outcome == outcome);

    private static string Short(string text) => Cut.To(text.ReplaceLineEndings(" "), PromptChars);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
