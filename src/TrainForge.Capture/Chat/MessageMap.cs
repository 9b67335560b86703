using Microsoft.Extensions.AI;
using TrainForge.Conversations;

namespace TrainForge.Capture.Chat;

/// <summary>
/// From the types of Microsoft.Extensions.AI to our words. Made at once and whole, because the caller may change a message
/// the moment the call returns.
/// </summary>
internal sealed class MessageMap(TextCap cap)
{
    public IReadOnlyList<Message> Map(IEnumerable<ChatMessage> messages) => [.. messages.Select(Map)];

    public Message Map(ChatMessage message)
    {
        var cuts = new List<Truncation>();
        var role = RoleOf(message.Role, out var otherRole);
        return new Message(role, [.. Parts(message.Contents, cuts)])
        {
            Id = message.MessageId,
            Name = message.AuthorName ?? otherRole,
            Truncations = cuts,
        };
    }

    private IEnumerable<ContentPart> Parts(IEnumerable<AIContent> contents, List<Truncation> cuts)
    {
        foreach (var content in contents)
        {
            foreach (var part in Parts(content, cuts))
            {
                yield return part;
            }
        }
    }

    private IEnumerable<ContentPart> Parts(AIContent content, List<Truncation> cuts)
    {
        switch (content)
        {
            case TextContent text:
                yield return new TextPart(cap.Cut(text.Text, "text", cuts));
                break;
            case TextReasoningContent reasoning:
                yield return new ReasoningPart(cap.Cut(reasoning.Text, "reasoning", cuts), NewerMembers.ProtectedData(reasoning));
                break;
            case FunctionCallContent call:
                yield return new ToolCallPart(new ToolCall(NullIfEmpty(call.CallId), call.Name ?? "", cap.Cut(ValueText.OfArguments(call.Arguments), "arguments", cuts)));
                if (call.Exception is { } problem)
                {
                    yield return new ErrorPart(problem.Message, "arguments");
                }

                break;
            case FunctionResultContent result:
                yield return new ToolResultPart(NullIfEmpty(result.CallId), null, [.. Result(result, cuts)], result.Exception is not null);
                break;
            case DataContent data:
                yield return MediaReference.Of(data);
                break;
            case UriContent uri:
                yield return new MediaPart(uri.MediaType, uri.Uri.ToString());
                break;
            case ErrorContent error:
                yield return new ErrorPart(error.Message ?? "", error.ErrorCode);
                break;
            case UsageContent:
                break;
            default:
                yield return new UnknownPart(ValueText.OfUnknown(content, cap));
                break;
        }
    }

    // A tool may answer with content of its own kind, an image for instance; everything else is text, structured answers as their JSON.
    private IEnumerable<ContentPart> Result(FunctionResultContent result, List<Truncation> cuts) => result.Result switch
    {
        AIContent content => Parts(content, cuts),
        IEnumerable<AIContent> contents => Parts(contents, cuts),
        null when result.Exception is { } e => [new TextPart(cap.Cut(e.Message, "tool_result", cuts))],
        var value => [new TextPart(cap.Cut(ValueText.Of(value), "tool_result", cuts))],
    };

    private static Role RoleOf(ChatRole role, out string? other)
    {
        other = null;
        switch (role.Value?.ToLowerInvariant())
        {
            case "system":
                return Role.System;
            case "developer":
                return Role.Developer;
            case "user":
                return Role.User;
            case "assistant":
                return Role.Assistant;
            case "tool":
                return Role.Tool;
            default:
                // Some frameworks make roles up. It is not the model's, so it is an input; its name is kept where a speaker's stands.
                other = role.Value;
                return Role.User;
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
