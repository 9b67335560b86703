using System.Globalization;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Runs.Reports;

/// <summary>The calls of a test in order, of each what was new in it: who said what, which tools were called with what, and what came back.</summary>
internal static class CallSection
{
    private const int TextChars = 20_000;
    private const int ShownChars = 1500;
    private const int ShortChars = 90;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(HtmlPen page, IReadOnlyList<Interaction> calls)
    {
        var number = 0;
        var tools = "";
        foreach (var (call, added) in Turns.Of(calls))
        {
            page.Line($"<h2>Call {++number} <small>{Facts(call)}</small></h2>");
            if (string.Join(", ", call.Tools.Select(t => t.Name)) is var offered && offered != tools)
            {
                tools = offered;
                page.Line($"<p class=\"who\">{(offered.Length == 0 ? "No tools offered" : $"Tools offered: {offered}")}</p>");
            }

            foreach (var message in added)
            {
                Message(page, message);
            }

            foreach (var message in call.Response)
            {
                Message(page, message);
            }

            if (call.Error is { } error)
            {
                Part(page, "wrong", $"error: {error.Kind}", error.Message);
            }
        }
    }

    private static string Facts(Interaction call) => string.Join(" · ", new[]
    {
        call.Model,
        call.DurationMs is { } took ? Durations.Text(took / 1000) : null,
        call.FirstUpdateMs is { } first ? $"first word after {Durations.Text(first / 1000)}" : null,
        call.Usage is { Input: not null } or { Output: not null } ? string.Create(CultureInfo.InvariantCulture, $"{call.Usage.Input ?? 0:N0} → {call.Usage.Output ?? 0:N0} tokens") : null,
        call.FinishReason is { } finish && finish != "stop" ? $"finish: {finish}" : null,
        call.Truncations.Count > 0 ? "cut when recorded" : null,
    }.Where(fact => fact is not null));

    private static void Message(HtmlPen page, Message message)
    {
        var role = message.Role.ToString().ToLowerInvariant();
        foreach (var part in message.Parts)
        {
            switch (part)
            {
                case TextPart { Text.Length: > 0 } p:
                    Part(page, role, role, p.Text);
                    break;
                case ReasoningPart { Text.Length: > 0 } p:
                    Part(page, "reasoning", $"{role}, thinking", p.Text);
                    break;
                case ToolCallPart p:
                    Part(page, "tool", $"calls {p.Call.Name}", Pretty(p.Call.ArgumentsText));
                    break;
                case ToolResultPart p:
                    Part(page, p.IsError ? "tool wrong" : "tool", $"{p.Name ?? "the tool"} {(p.IsError ? "failed" : "answers")}", Pretty(p.Text));
                    break;
                case MediaPart p:
                    Part(page, role, role, $"[{p.MediaType}]");
                    break;
                case ErrorPart p:
                    Part(page, "wrong", "error", p.Message);
                    break;
                default:
                    break;
            }
        }
    }

    private static void Part(HtmlPen page, string cssClass, string who, string text)
    {
        page.Line($"<div class=\"{cssClass}\"><div class=\"who\"><bdi>{who}</bdi></div>");
        if (text.Length <= ShownChars)
        {
            page.Block("said", text, ShownChars);
        }
        else
        {
            page.Line($"<details class=\"long\"><summary>{text.Length} characters: <bdi>{Cut.To(text.ReplaceLineEndings(" "), 100)}</bdi></summary>");
            page.Block("said", text, TextChars).Fixed("</details>");
        }

        page.Fixed("</div>");
    }

    // Only for reading: what is no JSON, or too deep, stays as it is.
    private static string Pretty(string text)
    {
        if (text.Length is <= ShortChars or > TextChars || text.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return text;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return JsonSerializer.Serialize(json.RootElement, Indented);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
