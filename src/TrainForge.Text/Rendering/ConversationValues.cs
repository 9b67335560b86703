using TrainForge.Conversations;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Rendering;

/// <summary>How a template is given the arguments of a call. Templates for training and serving take a map; a few want the text.</summary>
public enum ArgumentForm
{
    Map,

    /// <summary>The text the model wrote, as OpenAI's format has it.</summary>
    Text,
}

/// <summary>
/// Messages and tools as a template reads them. <paramref name="Origins"/> says for each message which one of the conversation it was made from:
/// one with two tool results becomes two.
/// </summary>
public sealed record ChatValues(IReadOnlyList<TemplateValue> Messages, IReadOnlyList<int> Origins, IReadOnlyList<Role> Roles, TemplateValue? Tools);

/// <summary>
/// From conversations to the maps chat templates know: role, content, name, reasoning_content, tool_calls, tool_call_id; keys with nothing to say
/// are left out. Media and what else is not text is left out too.
/// </summary>
public static class ConversationValues
{
    public static ChatValues Of(IReadOnlyList<Message> messages, IReadOnlyList<ToolDefinition> tools, ArgumentForm arguments = ArgumentForm.Map)
    {
        var values = new List<TemplateValue>();
        var origins = new List<int>();
        var roles = new List<Role>();
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            foreach (var result in message.ToolResults)
            {
                Add(i, Role.Tool, Result(result));
            }

            if (!message.ToolResults.Any() || message.Text.Length > 0)
            {
                Add(i, message.Role, Turn(message, arguments));
            }
        }

        return new ChatValues(values, origins, roles, tools.Count == 0 ? null : TemplateValue.List(tools.Select(Tool)));

        void Add(int origin, Role role, TemplateValue value)
        {
            values.Add(value);
            origins.Add(origin);
            roles.Add(role);
        }
    }

    private static TemplateValue Result(ToolResultPart result) => Map(
        ("role", TemplateValue.From("tool")),
        ("tool_call_id", Text(result.CallId)),
        ("name", Text(result.Name)),
        ("content", TemplateValue.From(result.Text)));

    private static TemplateValue Turn(Message message, ArgumentForm arguments)
    {
        var reasoning = string.Concat(message.Parts.OfType<ReasoningPart>().Select(p => p.Text));
        var calls = message.ToolCalls.Select(c => Call(c, arguments)).ToArray();
        return Map(
            ("role", TemplateValue.From(RoleName(message.Role))),
            ("name", Text(message.Name)),
            ("content", TemplateValue.From(message.Text)),
            ("reasoning_content", reasoning.Length == 0 ? null : TemplateValue.From(reasoning)),
            ("tool_calls", calls.Length == 0 ? null : TemplateValue.List(calls)));
    }

    // Arguments that do not parse are what the model wrote, in either form. As text those that do are without the blanks between their parts: so a version keeps
    // them, and what is proved is what is trained on.
    private static TemplateValue Call(ToolCall call, ArgumentForm form) => Map(
        ("id", Text(call.Id)),
        ("type", TemplateValue.From("function")),
        ("function", Map(
            ("name", TemplateValue.From(call.Name)),
            ("arguments", form == ArgumentForm.Map && call.Arguments is { } parsed ? TemplateValue.FromJson(parsed.ToElement()) : TemplateValue.From(call.Arguments?.Text ?? call.ArgumentsText)))));

    private static TemplateValue Tool(ToolDefinition tool) => Map(
        ("type", TemplateValue.From("function")),
        ("function", Map(
            ("name", TemplateValue.From(tool.Name)),
            ("description", Text(tool.Description)),
            ("parameters", tool.Schema is { } schema ? TemplateValue.FromJson(schema.ToElement()) : null))));

    private static TemplateValue? Text(string? text) => text is null ? null : TemplateValue.From(text);

    private static TemplateValue Map(params (string Key, TemplateValue? Value)[] entries) =>
        TemplateValue.Map(entries.Where(e => e.Value is not null).Select(e => (e.Key, e.Value!)));

    private static string RoleName(Role role) => role switch
    {
        Role.System => "system",
        Role.Developer => "developer",
        Role.User => "user",
        Role.Assistant => "assistant",
        _ => "tool",
    };
}
