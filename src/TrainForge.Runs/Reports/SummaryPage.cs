using System.Globalization;
using System.Net;
using System.Text;
using TrainForge.Conversations;

namespace TrainForge.Runs.Reports;

/// <summary>
/// model-tests.html: one page that needs nothing but itself. It has no script, and its policy forbids any, so that what a model
/// said can only ever be text.
/// </summary>
internal static class SummaryPage
{
    private const int TextChars = 4000;

    private const string Head = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width">
        <title>Model tests</title>
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #222; background: #fff }
        details { border: 1px solid #ccc; border-radius: 4px; margin: .5rem 0; padding: .5rem 1rem }
        summary { cursor: pointer }
        b { display: inline-block; width: 5rem }
        .pass { color: #186a18 } .other { color: #a32020 }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f5f5f5; padding: .5rem; margin: .25rem 0 }
        h3 { font-size: 1rem; margin: 1rem 0 .25rem }
        </style>
        </head>
        <body>

        """;

    public static string Of(IReadOnlyList<TestReport> tests)
    {
        var html = new StringBuilder(Head);
        Line(html, "<h1>Model tests</h1>");
        Line(html, string.Create(CultureInfo.InvariantCulture, $"<p>{tests.Count} in all, {tests.Count(t => t.Metadata.Outcome == Outcome.Passed)} passed.</p>"));
        foreach (var test in tests)
        {
            Test(html, test);
        }

        Line(html, "</body>\n</html>");
        return html.ToString();
    }

    private static void Test(StringBuilder html, TestReport test)
    {
        var m = test.Metadata;
        Line(html, "<details>");
        Line(html, string.Create(CultureInfo.InvariantCulture, $"<summary><b class=\"{(m.Outcome == Outcome.Passed ? "pass" : "other")}\">{SummaryText.Word(m.Outcome)}</b>{Text(m.TestName)} ({m.DurationSeconds:F2} s, {test.Interactions.Count} calls, {m.ToolCalls} tool calls)</summary>"));
        if (m.Failure is { } failure)
        {
            Line(html, $"<pre>{Text(failure.Message)}</pre>");
        }

        foreach (var (call, added) in Turns.Of(test.Interactions))
        {
            Line(html, string.Create(CultureInfo.InvariantCulture, $"<h3>Call {call.Sequence}: {Text(call.Model ?? "unknown model")}</h3>"));
            foreach (var message in added.Concat(call.Response))
            {
                Line(html, $"<pre>{Text($"{message.Role.ToString().ToLowerInvariant()}: {Spoken(message)}")}</pre>");
            }

            if (call.Error is { } error)
            {
                Line(html, $"<pre>{Text($"error {error.Kind}: {error.Message}")}</pre>");
            }
        }

        Line(html, "</details>");
    }

    private static string Spoken(Message message) => string.Join('\n', message.Parts.Select(p => p switch
    {
        TextPart t => t.Text,
        ReasoningPart r => $"({r.Text})",
        ToolCallPart c => $"{c.Call.Name}({c.Call.ArgumentsText})",
        ToolResultPart r => r.Text,
        MediaPart m => $"[{m.MediaType}]",
        ErrorPart e => e.Message,
        _ => "[other content]",
    }));

    private static string Text(string text) => WebUtility.HtmlEncode(Cut.To(text, TextChars));

    private static void Line(StringBuilder html, string line) => html.Append(line).Append('\n');
}
