using Microsoft.Extensions.AI;
using TrainForge.Conversations;

namespace TrainForge.Capture.Chat;

/// <summary>
/// From the types of Microsoft.Extensions.AI to our words. Made at once and whole, because the caller may change a message
/// the moment the call returns.
/// </summary>
internal sealed class MessageMap(TextCap cap)
{
    public IReadOnlyList<Message> Map(IEnumerable<ChatMessage> messages)
    {
        var mapped = new List<Message>();
        foreach (var message in messages)
        {
            mapped.Add(Map(message));
        }

        return mapped;
    }

    // Lists are filled and not yielded: each call takes this way, most in processes too young to have compiled it well.
    public Message Map(ChatMessage message)
    {
        var cuts = new List<Truncation>();
        var parts = new List<ContentPart>(message.Contents.Count);
        foreach (var content in message.Contents)
        {
            Add(parts, content, cuts);
        }

        var role = RoleOf(message.Role, out var otherRole);
        return new Message(role, parts)
        {
            Id = message.MessageId,
            Name = message.AuthorName ?? otherRole,
            Truncations = cuts,
        };
    }

    private void Add(List<ContentPart> parts, AIContent content, List<Truncation> cuts)
    {
        switch (content)
        {
            case TextContent text:
                parts.Add(new TextPart(cap.Cut(text.Text, "text", cuts)));
                break;
            case TextReasoningContent reasoning:
                parts.Add(new ReasoningPart(cap.Cut(reasoning.Text, "reasoning", cuts), NewerMembers.ProtectedData(reasoning)));
                break;
            case FunctionCallContent call:
                parts.Add(new ToolCallPart(Call(call, cuts)));
                if (call.Exception is { } problem)
                {
                    parts.Add(new ErrorPart(problem.Message, "arguments"));
                }

                break;
            case FunctionResultContent result:
                var answer = new List<ContentPart>(1);
                AddResult(answer, result, cuts);
                parts.Add(new ToolResultPart(NullIfEmpty(result.CallId), null, answer, result.Exception is not null));
                break;
            case DataContent data:
                parts.Add(MediaReference.Of(data));
                break;
            case UriContent uri:
                parts.Add(new MediaPart(uri.MediaType, uri.Uri.ToString()));
                break;
            case ErrorContent error:
                parts.Add(new ErrorPart(error.Message ?? "", error.ErrorCode));
                break;
            case UsageContent:
                break;
            default:
                parts.Add(new UnknownPart(ValueText.OfUnknown(content, cap, cuts)));
                break;
        }
    }

    private ToolCall Call(FunctionCallContent call, List<Truncation> cuts)
    {
        var (text, whole) = ValueText.OfArguments(call.Arguments);
        var cut = cap.Cut(text, "arguments", cuts);
        return whole is not null && cut.Length == text.Length
            ? new ToolCall(NullIfEmpty(call.CallId), call.Name ?? "", whole)
            : new ToolCall(NullIfEmpty(call.CallId), call.Name ?? "", cut);
    }

    // A tool may answer with content of its own kind, an image for instance; everything else is text, structured answers as their JSON.
    private void AddResult(List<ContentPart> parts, FunctionResultContent result, List<Truncation> cuts)
    {
        switch (result.Result)
        {
            case AIContent content:
                Add(parts, content, cuts);
                break;
            case IEnumerable<AIContent> contents:
                foreach (var content in contents)
                {
                    Add(parts, content, cuts);
                }

                break;
            case null when result.Exception is { } e:
                parts.Add(new TextPart(cap.Cut(e.Message, "tool_result", cuts)));
                break;
            case var value:
                parts.Add(new TextPart(cap.Cut(ValueText.Of(value), "tool_result", cuts)));
                break;
        }
    }

    private static Role RoleOf(ChatRole role, out string? other)
    {
        other = null;
        switch (role.Value is "system" or "user" or "assistant" or "tool" ? role.Value : role.Value?.ToLowerInvariant())
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
