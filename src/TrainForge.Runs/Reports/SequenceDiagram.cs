using System.Globalization;
using System.Text;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Runs.Reports;

/// <summary>One test as a PlantUML sequence diagram. Nothing that was recorded can become markup or a command of PlantUML.</summary>
internal static class SequenceDiagram
{
    private const int ArgumentChars = 200;
    private const int ResultChars = 500;
    private const int MessageChars = 300;
    private const int Columns = 80;

    public static string Of(TestReport test)
    {
        var text = new StringBuilder();
        Line(text, "@startuml");
        Line(text, $"title {Safe(test.Metadata.TestName, MessageChars)}");
        Line(text, "actor Test\nparticipant Model\nparticipant Tools");
        var number = 0;
        foreach (var (call, added) in Turns.Of(test.Interactions))
        {
            Line(text, string.Create(CultureInfo.InvariantCulture, $"== Turn {++number} =="));
            foreach (var message in added)
            {
                Asked(text, message);
            }

            foreach (var part in call.Response.SelectMany(m => m.Parts))
            {
                Answered(text, part);
            }

            if (call.Error is { } error)
            {
                Line(text, $"Model --> Test : {Safe($"{error.Kind}: {error.Message}", MessageChars)}");
            }
        }

        var color = test.Outcome == Outcome.Passed ? "palegreen" : "salmon";
        Line(text, $"hnote over Test #{color} : {SummaryText.Word(test.Outcome)}");
        Line(text, "@enduml");
        return text.ToString();
    }

    private static void Asked(StringBuilder text, Message message)
    {
        foreach (var result in message.ToolResults)
        {
            Line(text, $"Tools --> Model : {Safe(result.Text, ResultChars)}");
        }

        if (message.Text.Length > 0)
        {
            Line(text, $"Test -> Model : {Safe($"[{message.Role.ToString().ToLowerInvariant()}] {message.Text}", MessageChars)}");
        }
    }

    private static void Answered(StringBuilder text, ContentPart part)
    {
        switch (part)
        {
            case TextPart p when p.Text.Length > 0:
                Line(text, $"Model --> Test : {Safe(p.Text, MessageChars)}");
                break;
            case ToolCallPart p:
                Line(text, $"Model -> Tools : {Safe($"{p.Call.Name}({Cut.To(p.Call.ArgumentsText, ArgumentChars)})", ArgumentChars + MessageChars)}");
                break;
            default:
                break;
        }
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    // Everything but letters, digits and harmless marks is written as its number (a percent sign would call PlantUML's functions); a line break is the two characters PlantUML reads as one.
    private static string Safe(string text, int chars)
    {
        var safe = new StringBuilder();
        var column = 0;
        foreach (var rune in Cut.To(text.ReplaceLineEndings("\n"), chars).EnumerateRunes())
        {
            if (rune.Value == '\n' || column >= Columns)
            {
                safe.Append("\\n");
                column = 0;
                if (rune.Value == '\n')
                {
                    continue;
                }
            }

            column++;
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or ',' or ';' or ':' or '?' or '(' or ')' or '\'' or '…' or '+')
            {
                safe.Append(rune);
            }
            else
            {
                safe.Append(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>");
            }
        }

        return safe.ToString();
    }
}
