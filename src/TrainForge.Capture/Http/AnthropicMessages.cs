using System.Text.Json.Nodes;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Capture.Http;

/// <summary>Anthropic messages.</summary>
internal sealed class AnthropicMessages : IDialect
{
    public string PathEnd => "/messages";

    public bool IsCall(JsonObject request) => request["messages"] is JsonArray && request["max_tokens"] is not null;

    public IStreamFold NewFold() => new AnthropicFold();

    public Interaction Asked(Interaction call, JsonObject request, WireParts parts)
    {
        var messages = ((JsonArray)request["messages"]!).OfType<JsonObject>().Select(m => Message(m, parts));
        return call with
        {
            Model = Json.Text(request["model"]),
            Request = request["system"] is { } system ? [Message("system", system, parts), .. messages] : [.. messages],
            Tools = [.. (request["tools"] as JsonArray ?? []).OfType<JsonObject>().Select(Tool)],
            Options = WireParts.Options(request, "messages", "system", "tools"),
        };
    }

    public Interaction Answered(Interaction call, JsonObject response, WireParts parts) => call with
    {
        Model = Json.Text(response["model"]) ?? call.Model,
        Response = response["content"] is JsonArray { Count: > 0 } ? [Message(response, parts)] : [],
        FinishReason = Json.Text(response["stop_reason"]),
        Usage = WireParts.Usage(response["usage"], "input_tokens", "output_tokens"),
        Error = WireParts.Error(response) ?? call.Error,
    };

    private static ToolDefinition Tool(JsonObject tool) =>
        new(Json.Text(tool["name"]) ?? "", Json.Text(tool["description"]), tool["input_schema"] is { } schema ? WireParts.RawText(schema) : null);

    private static Message Message(JsonObject message, WireParts parts) => Message(Json.Text(message["role"]) ?? "assistant", message["content"], parts);

    private static Message Message(string roleName, JsonNode? content, WireParts parts)
    {
        var cuts = new List<Truncation>();
        var role = WireParts.RoleOf(roleName, out var other);
        IReadOnlyList<ContentPart> pieces = Json.Text(content) is { } text
            ? [parts.Text(text, cuts)]
            : [.. (content as JsonArray ?? []).OfType<JsonObject>().Select(b => Block(b, parts, cuts))];

        // A user's message that holds nothing but results is the tools' own.
        var isTools = pieces.Count > 0 && pieces.All(p => p is ToolResultPart);
        return new Message(isTools ? Role.Tool : role, pieces) { Name = other, Truncations = cuts };
    }

    private static ContentPart Block(JsonObject block, WireParts parts, List<Truncation> cuts) => Json.Text(block["type"]) switch
    {
        "text" => parts.Text(Json.Text(block["text"]) ?? "", cuts),
        "thinking" => parts.Reasoning(Json.Text(block["thinking"]) ?? "", Json.Text(block["signature"]), cuts),
        "tool_use" => parts.Call(Json.Text(block["id"]), Json.Text(block["name"]), WireParts.Written(block["input"]), cuts),
        "tool_result" => WireParts.Result(Json.Text(block["tool_use_id"]), Result(block["content"], parts, cuts), Json.Bool(block["is_error"]) ?? false),
        "image" or "document" => Media(block),
        _ => parts.Unknown(block, cuts),
    };

    private static IReadOnlyList<ContentPart> Result(JsonNode? content, WireParts parts, List<Truncation> cuts) =>
        Json.Text(content) is { } text
            ? [new TextPart(parts.ResultText(text, cuts))]
            : [.. (content as JsonArray ?? []).OfType<JsonObject>().Select(b => Block(b, parts, cuts))];

    private static MediaPart Media(JsonObject block)
    {
        var source = block["source"] as JsonObject;
        var type = Json.Text(source?["media_type"]) ?? (Json.Text(block["type"]) == "image" ? "image/*" : "application/octet-stream");
        return Json.Text(source?["type"]) == "base64" ? WireParts.Bytes(type, Json.Text(source?["data"])) : new MediaPart(type, Json.Text(source?["url"]));
    }
}
