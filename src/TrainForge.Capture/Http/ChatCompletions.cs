using System.Text.Json.Nodes;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Capture.Http;

/// <summary>OpenAI chat completions, as many other services speak it too.</summary>
internal sealed class ChatCompletions : IDialect
{
    public string PathEnd => "/chat/completions";

    public bool IsCall(JsonObject request) => request["messages"] is JsonArray;

    public IStreamFold NewFold() => new ChatCompletionsFold();

    public Interaction Asked(Interaction call, JsonObject request, WireParts parts) => call with
    {
        Model = Json.Text(request["model"]),
        Request = [.. ((JsonArray)request["messages"]!).OfType<JsonObject>().Select(m => Message(m, parts))],
        Tools = [.. (request["tools"] as JsonArray ?? []).OfType<JsonObject>().Select(Tool)],
        Options = WireParts.Options(request, "messages", "tools"),
    };

    public Interaction Answered(Interaction call, JsonObject response, WireParts parts)
    {
        var choices = (response["choices"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        return call with
        {
            Model = Json.Text(response["model"]) ?? call.Model,
            Response = [.. choices.Select(c => c["message"]).OfType<JsonObject>().Select(m => Message(m, parts))],
            FinishReason = choices.Select(c => Json.Text(c["finish_reason"])).FirstOrDefault(f => f is not null),
            Usage = WireParts.Usage(response["usage"], "prompt_tokens", "completion_tokens"),
            Error = WireParts.Error(response) ?? call.Error,

            // Answers beside each other, of which nobody knows the one that was used: kept, and not trained on as if one followed the other.
            Truncations = choices.Length > 1 ? [.. call.Truncations, new Truncation("choices", choices.Length, 1)] : call.Truncations,
        };
    }

    private static ToolDefinition Tool(JsonObject tool)
    {
        var function = tool["function"] as JsonObject ?? tool;
        return new ToolDefinition(Json.Text(function["name"]) ?? "", Json.Text(function["description"]), function["parameters"] is { } schema ? WireParts.RawText(schema) : null);
    }

    private static Message Message(JsonObject message, WireParts parts)
    {
        var cuts = new List<Truncation>();
        var role = WireParts.RoleOf(Json.Text(message["role"]), out var other);
        var content = new List<ContentPart>();

        foreach (var field in (ReadOnlySpan<string>)["reasoning_content", "reasoning"])
        {
            if (Json.Text(message[field]) is { Length: > 0 } thought)
            {
                content.Add(parts.Reasoning(thought, null, cuts));
            }
        }

        var said = Content(message["content"], parts, cuts).ToArray();
        if (role == Role.Tool)
        {
            content.Add(WireParts.Result(Json.Text(message["tool_call_id"]), said, isError: false));
        }
        else
        {
            content.AddRange(said);
        }

        if (Json.Text(message["refusal"]) is { Length: > 0 } refusal)
        {
            content.Add(new ErrorPart(refusal, "refusal"));
        }

        foreach (var made in (message["tool_calls"] as JsonArray ?? []).OfType<JsonObject>())
        {
            content.Add(parts.Call(Json.Text(made["id"]), Json.Text(made["function"]?["name"]), WireParts.Written(made["function"]?["arguments"]), cuts));
        }

        return new Message(role, content) { Name = Json.Text(message["name"]) ?? other, Truncations = cuts };
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
                "text" => parts.Text(Json.Text(piece["text"]) ?? "", cuts),
                "refusal" => new ErrorPart(Json.Text(piece["refusal"]) ?? "", "refusal"),
                "image_url" => WireParts.Media("image/*", Json.Text(piece["image_url"]?["url"])),
                "input_audio" => WireParts.Bytes($"audio/{Json.Text(piece["input_audio"]?["format"])}", Json.Text(piece["input_audio"]?["data"])),
                _ => parts.Unknown(piece, cuts),
            };
        }
    }
}
