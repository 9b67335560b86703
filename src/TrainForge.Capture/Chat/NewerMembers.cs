using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TrainForge.Capture.Chat;

/// <summary>
/// Members that newer versions of Microsoft.Extensions.AI have and the one we are compiled against has not. Asking by name
/// keeps users free to stay on the old version and loses nothing on the new one.
/// </summary>
internal static class NewerMembers
{
    private static readonly ConcurrentDictionary<(Type Type, string Name), Func<object, object?>?> Readers = new();

    private static readonly PropertyInfo? Protected = typeof(TextReasoningContent).GetProperty(nameof(ProtectedData));

    /// <summary>The vendor's proof of a thought.</summary>
    public static string? ProtectedData(TextReasoningContent content) => Protected?.GetValue(content) as string;

    public static TextReasoningContent Reasoning(string text, string? protectedData)
    {
        var content = new TextReasoningContent(text);
        if (protectedData is not null)
        {
            Protected?.SetValue(content, protectedData);
        }

        return content;
    }

    /// <summary>Tokens of a kind that used to be among the additional counts.</summary>
    public static long? Count(UsageDetails usage, string name) => Read(usage, name) as long?;

    /// <summary>The system prompt, where it is an option and not a message.</summary>
    public static string? Instructions(ChatOptions options) => Read(options, nameof(Instructions)) as string;

    /// <summary>The schema of a tool that is declared but not callable here.</summary>
    public static JsonElement? JsonSchema(AITool tool) =>
        tool is AIFunction function ? function.JsonSchema : Read(tool, nameof(JsonSchema)) is JsonElement schema ? schema : null;

    private static object? Read(object from, string name) =>
        Readers.GetOrAdd((from.GetType(), name), static key => key.Type.GetProperty(key.Name) is { CanRead: true } p && p.GetIndexParameters().Length == 0 ? p.GetValue : null)?.Invoke(from);
}
