using System.Text.Json;

namespace TrainForge.Conversations;

internal static class PartWriter
{
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

    private static void Fields(Utf8JsonWriter json, ContentPart part)
    {
        switch (part)
        {
            case TextPart p:
                json.WriteString("type", "text");
                AsciiJson.Write(json, "text", p.Text);
                break;
            case ReasoningPart p:
                json.WriteString("type", "reasoning");
                AsciiJson.Write(json, "text", p.Text);
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
                json.WriteString("type", "tool_call");
                json.Text("id", call.Id);
                json.WriteString("name", call.Name);
                AsciiJson.Write(json, "arguments", call.ArgumentsText);
                break;
            case ToolResultPart p:
                json.WriteString("type", "tool_result");
                json.Text("call_id", p.CallId);
                json.Text("name", p.Name);
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
}
