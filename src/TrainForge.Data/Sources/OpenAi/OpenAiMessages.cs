using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.OpenAi;

/// <summary>Messages as chat completions write them. A list that cannot be read as a whole is no example.</summary>
internal static class OpenAiMessages
{
    /// <param name="asWeighted">Whether turns of the assistant are imitated, unless their weight is 0.</param>
    public static IReadOnlyList<Message> Read(JsonElement? list, string name, MessageProvenance place, ReadReport report, bool asWeighted) =>
        list is { ValueKind: JsonValueKind.Array } items && items.GetArrayLength() > 0
            ? [.. items.EnumerateArray().Select(item => One(item, place, report, asWeighted))]
            : throw new JsonException($"'{name}' must be a list with a message in it.");

    private static Message One(JsonElement item, MessageProvenance place, ReadReport report, bool asWeighted)
    {
        var role = item.RequiredText("role") is var word && word == "function" ? Role.Tool : Names.Role(word);
        var content = Content(item, report);
        if (role == Role.Tool)
        {
            return new Message(role, [new ToolResultPart(item.Text("tool_call_id"), item.Text("name"), content)]) { Provenance = place };
        }

        if (role != Role.Assistant)
        {
            return new Message(role, content) { Name = item.Text("name"), Provenance = place };
        }

        IEnumerable<ContentPart> reasoning = item.Str("reasoning_content") is { Length: > 0 } thought ? [new ReasoningPart(thought)] : [];
        IEnumerable<ContentPart> refusal = item.Str("refusal") is { Length: > 0 } text ? [new TextPart(text)] : [];
        IEnumerable<ContentPart> calls = item.Items("tool_calls").Select(call => Call(call.Str("id"), call.Obj("function") ?? call.Obj("custom") ?? call));
        IEnumerable<ContentPart> old = item.Obj("function_call") is { } function ? [Call(null, function)] : [];
        return new Message(role, [.. reasoning, .. content, .. refusal, .. calls, .. old])
        {
            Name = item.Text("name"),
            Provenance = place with { Generated = asWeighted && Weight(item) },
        };
    }

    private static bool Weight(JsonElement item) => item.Double("weight") switch
    {
        null or 1 => true,
        0 => false,
        var other => throw new JsonException(FormattableString.Invariant($"'weight' is {other}; it must be 0 or 1.")),
    };

    // Most write arguments as a text that holds JSON, some as the object itself; either is what the model wrote.
    private static ToolCallPart Call(string? id, JsonElement function) =>
        new(new ToolCall(id, function.RequiredText("name"), function.Any("arguments") is not { } arguments ? "{}" : arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText()));

    private static IReadOnlyList<ContentPart> Content(JsonElement item, ReadReport report) =>
        item.Any("content") is not { } content ? []
        : content.ValueKind == JsonValueKind.String ? (content.GetString() is { Length: > 0 } text ? [new TextPart(text)] : [])
        : content.ValueKind == JsonValueKind.Array ? [.. content.EnumerateArray().Select(part => Part(part, report))]
        : throw new JsonException("'content' must be a text or a list of parts.");

    private static ContentPart Part(JsonElement part, ReadReport report)
    {
        switch (part.Str("type"))
        {
            case "text":
                return new TextPart(part.Str("text") ?? "");
            case "refusal":
                return new TextPart(part.Str("refusal") ?? "");
            case "image_url":
                return MediaReference.Read(null, part.Obj("image_url")?.Str("url") ?? part.Str("image_url"));
            case "input_audio":
                return MediaReference.Read("audio/" + (part.Obj("input_audio")?.Str("format") ?? "wav"), part.Obj("input_audio")?.Str("data"));
            case var other:
                report.Unknown($"part/{other}");
                return new UnknownPart(JsonText.Of(part));
        }
    }
}
