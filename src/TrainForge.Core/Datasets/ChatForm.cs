using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Datasets;

/// <summary>
/// Messages and tools as chat templates and most trainers take them. Parts have no order here but the usual one (reasoning,
/// text, calls), and a result stands in a message of its own.
/// </summary>
public static class ChatForm
{
    /// <summary>Equal for two messages that read the same to a template, reasoning included.</summary>
    public static byte[] ToLine(Message message) => JsonForm.ToLine(json => Write(json, message, trained: null));

    /// <param name="trained">Null where nothing is said about the loss, as in pairs.</param>
    public static void Write(Utf8JsonWriter json, Message message, bool? trained)
    {
        json.WriteStartObject();
        json.WriteString("role", Names.Of(message.Role));
        if (message.ToolResults.FirstOrDefault() is { } result)
        {
            json.Text("tool_call_id", result.CallId);
            json.Text("name", result.Name);
            json.WriteString("content", result.Text);
        }
        else
        {
            json.Text("name", message.Name);
            json.WriteString("content", message.Text);
        }

        if (message.Role == Role.Assistant)
        {
            var reasoning = string.Concat(message.Parts.OfType<ReasoningPart>().Select(p => p.Text));
            json.Text("reasoning_content", reasoning.Length > 0 ? reasoning : null);
            json.List("tool_calls", [.. message.ToolCalls], Write);
            json.Bool("train", trained);
        }

        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ToolDefinition tool)
    {
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", tool.Name);
        json.Text("description", tool.Description);
        json.Raw("parameters", tool.Schema);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static ToolDefinition ReadTool(JsonElement value)
    {
        var function = value.Field("function") ?? throw JsonFields.Missing("function");
        return new ToolDefinition(function.RequiredText("name"), function.Text("description"), function.Raw("parameters"));
    }

    public static (Message Message, bool IsTrained) ReadMessage(JsonElement value)
    {
        var role = Names.Role(value.RequiredText("role"));
        var content = value.Text("content") ?? "";
        if (role == Role.Tool)
        {
            return (new Message(role, [new ToolResultPart(value.Text("tool_call_id"), value.Text("name"), content)]), false);
        }

        var parts = new List<ContentPart>();
        if (value.Text("reasoning_content") is { } reasoning)
        {
            parts.Add(new ReasoningPart(reasoning));
        }

        if (content.Length > 0)
        {
            parts.Add(new TextPart(content));
        }

        parts.AddRange(value.List("tool_calls", ReadCall));
        return (new Message(role, parts) { Name = value.Text("name") }, value.Bool("train") ?? false);
    }

    // Arguments are checked to be an object before an example is made.
    private static void Write(Utf8JsonWriter json, ToolCall call)
    {
        json.WriteStartObject();
        json.Text("id", call.Id);
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        json.Raw("arguments", call.Arguments ?? throw new InvalidOperationException($"The arguments of a call to '{call.Name}' do not parse."));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static ToolCallPart ReadCall(JsonElement value)
    {
        var function = value.Field("function") ?? throw JsonFields.Missing("function");
        var arguments = function.Raw("arguments") ?? throw JsonFields.Missing("arguments");
        return new ToolCallPart(new ToolCall(value.Text("id"), function.RequiredText("name"), arguments.Text));
    }
}
