using System.Text.Json;

namespace TrainForge.Conversations;

internal static class PartReader
{
    public static ContentPart Read(JsonElement value) => Type(value) switch
    {
        "text" => new TextPart(value.RequiredText("text")),
        "reasoning" => new ReasoningPart(value.RequiredText("text"), value.Text("signature")),
        "media" => new MediaPart(value.RequiredText("media_type"), value.Text("uri"), value.Text("sha256"), value.Long("bytes"), value.Text("name")),
        "tool_call" => new ToolCallPart(new ToolCall(value.Text("id"), value.RequiredText("name"), value.RequiredText("arguments"))),
        "tool_result" => new ToolResultPart(value.Text("call_id"), value.Text("name"), value.List("content", Read), value.Bool("is_error") ?? false),
        "error" => new ErrorPart(value.RequiredText("message"), value.Text("code")),
        "decision" => new DecisionPart(value.RequiredText("id"), value.Text("name"), value.Raw("choice")),
        _ => new UnknownPart(JsonText.Of(value)),
    };

    // A part without a type, or one that is no object at all, is unknown and not wrong.
    private static string? Type(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
}
