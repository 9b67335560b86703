using System.Globalization;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.Telemetry;

/// <summary>Messages of a span: the form of today, with parts, and those before it, with a content and calls of their own.</summary>
internal static class OtelMessages
{
    public static IReadOnlyList<Message> Read(JsonElement? list, ReadReport report) =>
        list is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray().Select(item => One(item, null, report))] : [];

    /// <param name="role">When the message does not say it.</param>
    public static Message One(JsonElement item, string? role, ReadReport report)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return new Message(Role.User, item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText());
        }

        var speaker = Speaker.Of(item.Str("role") ?? role);
        if (item.Any("parts") is { ValueKind: JsonValueKind.Array } parts)
        {
            return new Message(speaker, [.. parts.EnumerateArray().Select(part => Part(part, report))]) { Name = item.Str("name") };
        }

        var text = item.Any("content") is not { } content ? "" : content.ValueKind == JsonValueKind.String ? content.GetString()! : content.GetRawText();
        if (speaker == Role.Tool)
        {
            return new Message(speaker, [new ToolResultPart(item.Str("id") ?? item.Str("tool_call_id"), item.Str("name"), text)]);
        }

        IEnumerable<ContentPart> said = text.Length > 0 ? [new TextPart(text)] : [];
        var calls = item.Items("tool_calls").Select(call => (Call: call, Function: call.Obj("function") ?? call)).Select(c => Call(c.Call.Str("id"), c.Function));
        return new Message(speaker, [.. said, .. calls]);
    }

    private static ContentPart Part(JsonElement part, ReadReport report)
    {
        switch (part.Str("type"))
        {
            case "text":
                return new TextPart(part.Str("content") ?? part.Str("text") ?? "");
            case "reasoning":
                return new ReasoningPart(part.Str("content") ?? "");
            case "tool_call":
                return Call(part.Str("id"), part);
            case "tool_call_response":
                var response = part.Any("response") ?? part.Any("result");
                return new ToolResultPart(part.Str("id"), null, response is not { } value ? "" : value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
            case "blob" or "file" or "uri":
                return MediaReference.Read(part.Str("mime_type"), part.Str("content") ?? part.Str("uri"), part.Str("file_id"));
            case var other:
                report.Unknown($"part/{other}");
                return new UnknownPart(JsonText.Of(part));
        }
    }

    private static ToolCallPart Call(string? id, JsonElement call) =>
        new(new ToolCall(id, call.Str("name") ?? "", call.Any("arguments") is not { } arguments ? "{}" : arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText()));

    /// <summary>gen_ai.prompt.0.role, gen_ai.prompt.0.content, …: one attribute for each field, as older instrumentations write.</summary>
    public static IReadOnlyList<Message> Indexed(Dictionary<string, JsonElement> attributes, string prefix, ReadReport report)
    {
        var messages = new List<Message>();
        for (var i = 0; ; i++)
        {
            var start = string.Create(CultureInfo.InvariantCulture, $"{prefix}.{i}.");
            if (attributes.Text(start + "role") is null && attributes.Text(start + "content") is null)
            {
                return messages;
            }

            var calls = new List<ContentPart>();
            for (var j = 0; attributes.Text(string.Create(CultureInfo.InvariantCulture, $"{start}tool_calls.{j}.name")) is { } name; j++)
            {
                var call = string.Create(CultureInfo.InvariantCulture, $"{start}tool_calls.{j}.");
                calls.Add(new ToolCallPart(new ToolCall(attributes.Text(call + "id"), name, attributes.Text(call + "arguments") ?? "{}")));
            }

            var speaker = Speaker.Of(attributes.Text(start + "role"));
            var content = attributes.Text(start + "content");
            IEnumerable<ContentPart> said = string.IsNullOrEmpty(content) ? [] : speaker == Role.Tool ? [new ToolResultPart(attributes.Text(start + "tool_call_id"), null, content)] : [new TextPart(content)];
            messages.Add(new Message(speaker, [.. said, .. calls]));
        }
    }
}
