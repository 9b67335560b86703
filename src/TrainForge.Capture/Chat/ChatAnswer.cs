using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Capture.Chat;

/// <summary>Puts requests and answers of a chat client into an interaction.</summary>
internal static class ChatAnswer
{
    public static Interaction Asked(Interaction call, MessageMap map, IEnumerable<ChatMessage> messages, ChatOptions? options, ChatClientMetadata? client)
    {
        var request = map.Map(messages);
        return call with
        {
            Provider = client?.ProviderName,
            Model = options?.ModelId ?? client?.DefaultModelId,
            ConversationId = options?.ConversationId,
            Request = options is not null && NewerMembers.Instructions(options) is { Length: > 0 } system ? [map.Map(new ChatMessage(ChatRole.System, system)), .. request] : request,
            Tools = ToolMap.Map(options?.Tools),
            Options = OptionsText.Of(options),
        };
    }

    public static Interaction Answered(Interaction call, MessageMap map, FoldedResponse answer, int? updates)
    {
        var response = map.Map(answer.Messages);
        return call with
        {
            Model = answer.ModelId ?? call.Model,
            ConversationId = answer.ConversationId ?? call.ConversationId,
            Response = response,
            FinishReason = answer.FinishReason?.Value,
            Usage = UsageOf(answer.Usage),
            Updates = updates,
            Pieces = response.Any(m => m.IsTruncated) ? WithoutLengths(answer.Pieces) : answer.Pieces,
        };
    }

    /// <summary>For an answer whose text is not what the pieces made up.</summary>
    public static IReadOnlyList<StreamPiece> WithoutLengths(IReadOnlyList<StreamPiece> pieces) => [.. pieces.Select(p => p with { Chars = null })];

    private static InteractionUsage? UsageOf(UsageDetails? usage) => usage is null ? null : new InteractionUsage
    {
        Input = usage.InputTokenCount,
        Output = usage.OutputTokenCount,
        Total = usage.TotalTokenCount,
        More = More(usage),
    };

    private static JsonText? More(UsageDetails usage)
    {
        var more = new JsonObject();
        foreach (var name in (ReadOnlySpan<string>)["CachedInputTokenCount", "ReasoningTokenCount"])
        {
            if (NewerMembers.Count(usage, name) is { } count)
            {
                more[name] = count;
            }
        }

        foreach (var (name, count) in usage.AdditionalCounts ?? [])
        {
            more[name] = count;
        }

        return more.Count == 0 ? null : JsonText.Parse(more.ToJsonString());
    }
}
