using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using TrainForge.Conversations;

namespace TrainForge.Capture.Chat;

/// <summary>Tools as they were offered, schema included. A tool does not change, so each is looked at once.</summary>
internal static class ToolMap
{
    private static readonly ConditionalWeakTable<AITool, ToolDefinition> Known = [];

    public static IReadOnlyList<ToolDefinition> Map(IEnumerable<AITool>? tools) =>
        tools is null ? [] : [.. tools.Select(t => Known.GetValue(t, Make))];

    private static ToolDefinition Make(AITool tool) => new(
        tool.Name,
        tool.Description is { Length: > 0 } description ? description : null,
        NewerMembers.JsonSchema(tool) is { } schema ? JsonText.Of(schema).Kept() : null);
}
