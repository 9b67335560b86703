using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.ClaudeCode;

/// <summary>Content blocks of a message.</summary>
internal static class ClaudeParts
{
    /// <summary>A content that is a text stands for one block with it.</summary>
    public static IEnumerable<ContentPart> Of(JsonElement owner, ReadReport report) =>
        owner.Any("content") is not { } content ? []
        : content.ValueKind == JsonValueKind.String ? [new TextPart(content.GetString()!)]
        : content.ValueKind == JsonValueKind.Array ? content.EnumerateArray().Select(block => Of1(block, report)).OfType<ContentPart>()
        : [];

    /// <summary>
    /// How much there was of arguments that a recorder cut: it left an object with the begin of the text and its length, which is
    /// no call the model ever made.
    /// </summary>
    public static Truncation? CutArguments(ToolCall call) =>
        call.ArgumentsText.Contains("_truncated_from", StringComparison.Ordinal) && call.Arguments?.ToElement() is { ValueKind: JsonValueKind.Object } value && value.Str("_truncated_from") is { } begin && value.Any("_total_bytes") is not null
            ? new Truncation("tool_input", value.Num("_total_bytes"), begin.Length)
            : null;

    private static ContentPart? Of1(JsonElement block, ReadReport report)
    {
        switch (block.Str("type"))
        {
            case "text":
                return new TextPart(block.Str("text") ?? "");
            case "thinking":
                return new ReasoningPart(block.Str("thinking") ?? "", block.Str("signature"));
            case "redacted_thinking":
                report.Note("encrypted-reasoning");
                return null;
            case "tool_use" or "server_tool_use" or "mcp_tool_use":
                return new ToolCallPart(block.Any("input") is { } input ? ToolCall.Of(block.Str("id"), block.Str("name") ?? "", input) : new ToolCall(block.Str("id"), block.Str("name") ?? "", "{}"));
            case "tool_result":
                return new ToolResultPart(block.Str("tool_use_id"), null, [.. Of(block, report).Select(Result)], block.Is("is_error"));
            case "image" or "document":
                var source = block.Obj("source") ?? default;
                return MediaReference.Read(source.Str("media_type"), source.Str("data") ?? source.Str("url"), block.Str("title"));
            case var other:
                report.Unknown($"block/{other}");
                return new UnknownPart(JsonText.Of(block));
        }
    }

    private static ContentPart Result(ContentPart part) => part is TextPart text ? new TextPart(ClaudeMarkup.WithoutReminderAtEnd(text.Text)) : part;
}
