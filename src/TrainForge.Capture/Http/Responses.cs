using System.Text.Json.Nodes;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Capture.Http;

/// <summary>OpenAI responses: a conversation as a list of items, of which messages are only one kind.</summary>
internal sealed class Responses : IDialect
{
    public string PathEnd => "/responses";

    public bool IsCall(JsonObject request) => request["input"] is not null;

    public IStreamFold NewFold() => new ResponsesFold();

    public Interaction Asked(Interaction call, JsonObject request, WireParts parts)
    {
        var input = Json.Text(request["input"]) is { } text
            ? [new Message(Role.User, text)]
            : Items(request["input"], parts);
        return call with
        {
            Model = Json.Text(request["model"]),
            ConversationId = Json.Text(request["previous_response_id"]),
            Request = Json.Text(request["instructions"]) is { Length: > 0 } system ? [new Message(Role.System, system), .. input] : input,
            Tools = [.. (request["tools"] as JsonArray ?? []).OfType<JsonObject>().Select(Tool)],
            Options = WireParts.Options(request, "input", "instructions", "tools"),
        };
    }

    public Interaction Answered(Interaction call, JsonObject response, WireParts parts) => call with
    {
        Model = Json.Text(response["model"]) ?? call.Model,
        Response = Items(response["output"], parts),
        FinishReason = Json.Text(response["incomplete_details"]?["reason"]) ?? (Json.Text(response["status"]) is var status and not ("queued" or "in_progress") ? status : null),
        Usage = WireParts.Usage(response["usage"], "input_tokens", "output_tokens"),
        Error = WireParts.Error(response) ?? call.Error,
    };

    private static ToolDefinition Tool(JsonObject tool) =>
        new(Json.Text(tool["name"]) ?? Json.Text(tool["type"]) ?? "", Json.Text(tool["description"]), tool["parameters"] is { } schema ? WireParts.RawText(schema) : null);

    private static Message[] Items(JsonNode? items, WireParts parts) => [.. (items as JsonArray ?? []).OfType<JsonObject>().Select(i => Item(i, parts))];

    private static Message Item(JsonObject item, WireParts parts)
    {
        var cuts = new List<Truncation>();
        var id = Json.Text(item["id"]);
        switch (Json.Text(item["type"]))
        {
            case null or "message":
                var role = WireParts.RoleOf(Json.Text(item["role"]), out var other);
                return new Message(role, [.. Content(item["content"], parts, cuts)]) { Id = id, Name = other, Truncations = cuts };
            case "function_call":
                return new Message(Role.Assistant, [parts.Call(Json.Text(item["call_id"]), Json.Text(item["name"]), WireParts.Written(item["arguments"]), cuts)]) { Id = id, Truncations = cuts };
            case "function_call_output":
                return new Message(Role.Tool, [WireParts.Result(Json.Text(item["call_id"]), [new TextPart(parts.ResultText(WireParts.Written(item["output"]), cuts))], isError: false)]) { Id = id, Truncations = cuts };
            case "reasoning":
                var thought = string.Join("\n\n", (item["summary"] as JsonArray ?? []).OfType<JsonObject>().Select(s => Json.Text(s["text"])));
                return new Message(Role.Assistant, [parts.Reasoning(thought, Json.Text(item["encrypted_content"]), cuts)]) { Id = id, Truncations = cuts };
            default:
                return new Message(Role.Assistant, [parts.Unknown(item, cuts)]) { Id = id, Truncations = cuts };
        }
    }

    private static IEnumerable<ContentPart> Content(JsonNode? content, WireParts parts, List<Truncation> cuts)
    {
        if (Json.Text(content) is { } text)
        {
            yield return parts.Text(text, cuts);
        }

        foreach (var piece in (content as JsonArray ?? []).OfType<JsonObject>())
        {
            yield return Json.Text(piece["type"]) switch
            {
                "input_text" or "output_text" or "text" => parts.Text(Json.Text(piece["text"]) ?? "", cuts),
                "refusal" => new ErrorPart(Json.Text(piece["refusal"]) ?? "", "refusal"),
                "input_image" => WireParts.Media("image/*", Json.Text(piece["image_url"]) ?? Json.Text(piece["file_id"])),
                _ => parts.Unknown(piece, cuts),
            };
        }
    }
}
