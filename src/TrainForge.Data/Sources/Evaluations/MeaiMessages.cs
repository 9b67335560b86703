using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.Evaluations;

/// <summary>Messages as Microsoft.Extensions.AI serializes them: contents that name their kind in '$type'.</summary>
internal static class MeaiMessages
{
    public static IReadOnlyList<Message> Read(JsonElement owner, string name, MessageProvenance place, ReadReport report, bool isAnswer) =>
        [.. owner.Items(name).Where(m => m.ValueKind == JsonValueKind.Object).Select(m => One(m, place, report, isAnswer))];

    public static Message One(JsonElement message, MessageProvenance place, ReadReport report, bool isAnswer)
    {
        var role = Speaker.Of(message.Str("role"));
        var parts = message.Items("contents").Select(content => Part(content, report)).OfType<ContentPart>().ToList();
        if (parts.Count == 0 && message.Str("text") is { Length: > 0 } text)
        {
            parts.Add(new TextPart(text));
        }

        return new Message(role, parts)
        {
            Id = message.Str("messageId"),
            Name = message.Str("authorName"),
            Provenance = place with { Time = message.When("createdAt") ?? place.Time, Generated = isAnswer && role == Role.Assistant },
        };
    }

    private static ContentPart? Part(JsonElement content, ReadReport report)
    {
        switch (content.Str("$type"))
        {
            case "text" or null when content.Str("text") is { } text:
                return text.Length > 0 ? new TextPart(text) : null;
            case "reasoning":
                return new ReasoningPart(content.Str("text") ?? "", content.Str("protectedData"));
            case "functionCall":
                return new ToolCallPart(new ToolCall(content.Str("callId"), content.Str("name") ?? "", content.Any("arguments")?.GetRawText() ?? "{}"));
            case "functionResult":
                return new ToolResultPart(content.Str("callId"), null, content.Any("result") is not { } result ? "" : result.ValueKind == JsonValueKind.String ? result.GetString()! : result.GetRawText());
            case "data" or "uri" or "hostedFile":
                return MediaReference.Read(content.Str("mediaType"), content.Str("uri") ?? content.Str("data"), content.Str("name") ?? content.Str("fileId"));
            case "error":
                return new ErrorPart(content.Str("message") ?? "", content.Str("errorCode"));
            case "usage":
                return null;
            case var other:
                report.Unknown($"content/{other}");
                return new UnknownPart(JsonText.Of(content));
        }
    }
}
