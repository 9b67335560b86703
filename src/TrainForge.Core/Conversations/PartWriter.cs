using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TrainForge.Conversations;

internal static class PartWriter
{
    // Encoded once: with each call a dozen of these names and kinds are written.
    private static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    private static readonly JsonEncodedText Text = JsonEncodedText.Encode("text");
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    private static readonly JsonEncodedText Arguments = JsonEncodedText.Encode("arguments");
    private static readonly JsonEncodedText CallId = JsonEncodedText.Encode("call_id");
    private static readonly JsonEncodedText ToolCall = JsonEncodedText.Encode("tool_call");
    private static readonly JsonEncodedText ToolResult = JsonEncodedText.Encode("tool_result");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(Utf8JsonWriter json, ContentPart part)
    {
        // As it came: it brought its own type.
        if (part is UnknownPart unknown)
        {
            json.WriteRawValue(unknown.Raw.Text, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        Fields(json, part);
        json.WriteEndObject();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fields(Utf8JsonWriter json, ContentPart part)
    {
        switch (part)
        {
            case TextPart p:
                json.WriteString(Type, Text);
                AsciiJson.Write(json, Text, p.Text);
                break;
            case ReasoningPart p:
                json.WriteString("type", "reasoning");
                AsciiJson.Write(json, Text, p.Text);
                json.Text("signature", p.Signature);
                break;
            case MediaPart p:
                json.WriteString("type", "media");
                json.WriteString("media_type", p.MediaType);
                json.Text("uri", p.Uri);
                json.Text("sha256", p.Sha256);
                json.Number("bytes", p.Bytes);
                json.Text("name", p.Name);
                break;
            case ToolCallPart { Call: var call }:
                json.WriteString(Type, ToolCall);
                Optional(json, Id, call.Id);
                AsciiJson.Write(json, Name, call.Name);
                AsciiJson.Write(json, Arguments, call.ArgumentsText);
                break;
            case ToolResultPart p:
                json.WriteString(Type, ToolResult);
                Optional(json, CallId, p.CallId);
                Optional(json, Name, p.Name);
                json.Bool("is_error", p.IsError ? true : null);
                json.List("content", p.Content, Write);
                break;
            case ErrorPart p:
                json.WriteString("type", "error");
                json.WriteString("message", p.Message);
                json.Text("code", p.Code);
                break;
            case DecisionPart p:
                json.WriteString("type", "decision");
                json.WriteString("id", p.Id);
                json.Text("name", p.Name);
                json.Raw("choice", p.Choice);
                break;
            default:
                throw new InvalidOperationException($"No form for {part.GetType().Name}.");
        }
    }

    private static void Optional(Utf8JsonWriter json, JsonEncodedText name, string? text)
    {
        if (text is not null)
        {
            AsciiJson.Write(json, name, text);
        }
    }
}
