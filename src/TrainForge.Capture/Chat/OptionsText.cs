using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using TrainForge.Conversations;

namespace TrainForge.Capture.Chat;

/// <summary>
/// Options of a call as one JSON object, what was not set left out. Names are those of the OpenTelemetry conventions without
/// their prefix, so that spans and stashes say the same.
/// </summary>
internal static class OptionsText
{
    public static JsonText? Of(ChatOptions? options)
    {
        if (options is null)
        {
            return null;
        }

        var text = JsonForm.WithLine(
            json =>
            {
                json.WriteStartObject();
                Write(json, options);
                json.WriteEndObject();
            },
            static bytes => bytes.WrittenCount == 2 ? null : Encoding.UTF8.GetString(bytes.WrittenSpan));
        return text is null ? null : HoldsOthers(options) ? JsonText.Parse(text) : JsonText.Written(text);
    }

    // JSON of others may be deep, spread over lines, or hold half a letter.
    private static bool HoldsOthers(ChatOptions options) => options.ResponseFormat is ChatResponseFormatJson { Schema: not null } || options.AdditionalProperties is { Count: > 0 };

    private static void Write(Utf8JsonWriter json, ChatOptions options)
    {
        Text(json, "model", options.ModelId);
        Number(json, "temperature", options.Temperature);
        Number(json, "top_p", options.TopP);
        Number(json, "top_k", options.TopK);
        Number(json, "max_tokens", options.MaxOutputTokens);
        Number(json, "frequency_penalty", options.FrequencyPenalty);
        Number(json, "presence_penalty", options.PresencePenalty);
        Number(json, "seed", options.Seed);
        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop_sequences");
            foreach (var stop in stops)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        Text(json, "tool_choice", options.ToolMode switch
        {
            null => null,
            RequiredChatToolMode { RequiredFunctionName: { } name } => $"required:{name}",
            RequiredChatToolMode => "required",
            NoneChatToolMode => "none",
            AutoChatToolMode => "auto",
            var other => other.GetType().Name,
        });
        if (options.AllowMultipleToolCalls is { } parallel)
        {
            json.WriteBoolean("parallel_tool_calls", parallel);
        }

        WriteFormat(json, options.ResponseFormat);
        WriteMore(json, options.AdditionalProperties);
    }

    private static void WriteFormat(Utf8JsonWriter json, ChatResponseFormat? format)
    {
        switch (format)
        {
            case null:
                break;
            case ChatResponseFormatJson { Schema: { } schema } whole:
                json.WriteStartObject("response_format");
                json.WriteString("type", "json_schema");
                Text(json, "name", whole.SchemaName);
                Text(json, "description", whole.SchemaDescription);
                json.WritePropertyName("schema");
                json.WriteRawValue(schema.GetRawText(), skipInputValidation: true);
                json.WriteEndObject();
                break;
            default:
                json.WriteStartObject("response_format");
                json.WriteString("type", format is ChatResponseFormatJson ? "json_object" : "text");
                json.WriteEndObject();
                break;
        }
    }

    // Of the caller's own properties only plain values are kept: the others may hold anything, clients and keys included.
    private static void WriteMore(Utf8JsonWriter json, AdditionalPropertiesDictionary? more)
    {
        if (more is null || more.Count == 0)
        {
            return;
        }

        json.WriteStartObject("additional");
        foreach (var (name, value) in more)
        {
            switch (value)
            {
                case string text:
                    json.WriteString(name, text);
                    break;
                case bool flag:
                    json.WriteBoolean(name, flag);
                    break;
                case int number:
                    json.WriteNumber(name, number);
                    break;
                case long number:
                    json.WriteNumber(name, number);
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumber(name, number);
                    break;
                case JsonElement { ValueKind: not JsonValueKind.Undefined } element:
                    json.WritePropertyName(name);
                    json.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                    break;
                default:
                    break;
            }
        }

        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Number(Utf8JsonWriter json, string name, float? value)
    {
        if (value is { } number && float.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
