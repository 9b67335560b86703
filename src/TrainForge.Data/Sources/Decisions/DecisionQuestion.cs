using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.OpenAi;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.Decisions;

/// <summary>What was to be decided: messages in our form or OpenAI's, a prompt, or a situation.</summary>
internal static class DecisionQuestion
{
    public static IReadOnlyList<Message> Read(JsonElement value, MessageProvenance place, ReadReport report)
    {
        if (value.Any("messages") is { ValueKind: JsonValueKind.Array } messages && messages.GetArrayLength() > 0)
        {
            return messages[0].Any("parts") is not null
                ? [.. messages.EnumerateArray().Select(m => ConversationReader.Message(m) with { Provenance = place })]
                : OpenAiMessages.Read(messages, "messages", place, report, asWeighted: false);
        }

        return (value.Any("prompt") ?? value.Any("situation")) is not { } asked
            ? []
            : [new Message(Role.User, asked.ValueKind == JsonValueKind.String ? asked.GetString()! : asked.GetRawText()) { Provenance = place }];
    }

    public static IReadOnlyList<ToolDefinition> Tools(JsonElement value) => [.. value.Items("tools").Where(t => t.Str("name") is not null).Select(ConversationReader.Tool)];
}
