using System.Text;
using TrainForge.Conversations;

namespace TrainForge.Data.Exports;

/// <summary>A conversation as ShareGPT has it: who speaks and what, in strict turns. A turn is either a text or calls.</summary>
internal static class ShareGptTurns
{
    /// <param name="messages">System first, if at all.</param>
    /// <param name="isEven">The model has the last word; otherwise its answer stands elsewhere.</param>
    /// <param name="system">Empty when there is none.</param>
    /// <param name="turns">Human or observation, then gpt or function_call, and so on.</param>
    /// <returns>Null, or why it cannot be said so: a name for ever.</returns>
    public static string? Of(IReadOnlyList<Message> messages, bool isEven, out string system, out List<(string From, string Value)> turns)
    {
        (system, turns) = ("", []);
        foreach (var message in messages)
        {
            if (message.Role is Role.System or Role.Developer)
            {
                if (turns.Count > 0 || system.Length > 0)
                {
                    return "system-not-first";
                }

                system = message.Text;
                continue;
            }

            (string, string) turn;
            if (message.Role == Role.Assistant)
            {
                if (Answer(message, out turn) is { } reason)
                {
                    return reason;
                }
            }
            else
            {
                turn = message.ToolResults.FirstOrDefault() is { } result ? ("observation", result.Text) : ("human", message.Text);
            }

            if (turns.Count % 2 == 0 == (message.Role == Role.Assistant))
            {
                return "turns-do-not-alternate";
            }

            turns.Add(turn);
        }

        return turns.Count == 0 || turns.Count % 2 == 0 != isEven ? "turns-do-not-alternate" : null;
    }

    public static string? Answer(Message message, out (string From, string Value) turn)
    {
        turn = default;
        var calls = message.ToolCalls.ToList();
        var reasoning = ExportPen.Reasoning(message);
        if (calls.Count == 0)
        {
            turn = ("gpt", reasoning.Length == 0 ? message.Text : $"<think>\n{reasoning}\n</think>\n\n{message.Text}");
            return null;
        }

        if (message.Text.Length > 0)
        {
            return "text-beside-call";
        }

        if (reasoning.Length > 0)
        {
            return "reasoning-beside-call";
        }

        turn = ("function_call", calls.Count == 1 ? Text(calls[0]) : $"[{string.Join(',', calls.Select(Text))}]");
        return null;
    }

    private static string Text(ToolCall call) => Encoding.UTF8.GetString(JsonForm.ToLine(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", call.Name);
        json.Raw("arguments", ExportPen.Arguments(call));
        json.WriteEndObject();
    }));
}
