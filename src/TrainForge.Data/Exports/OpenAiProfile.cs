using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Datasets;

namespace TrainForge.Data.Exports;

/// <summary>Chat files for fine-tuning as OpenAI reads them, and Azure, Together and Fireworks with it: 'weight' says which turns count.</summary>
internal sealed class OpenAiProfile : IExportProfile
{
    public string Name => "openai";

    public IReadOnlyList<ExportKind> Kinds => [ExportKind.Sft, ExportKind.Dpo];

    public ExportRow Sft(Example example, bool turns) => example.Messages.Any(m => ExportPen.Reasoning(m).Length > 0)
        ? ExportRow.LeftOut("reasoning")
        : ExportRow.Of(JsonForm.ToLine(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("messages");
            for (var i = 0; i < example.Messages.Count; i++)
            {
                Write(json, example.Messages[i], isContext: !example.Trained[i]);
            }

            json.WriteEndArray();
            json.List("tools", example.Tools, ChatForm.Write);
            json.WriteEndObject();
        }));

    // The guide and all clients say 'output'; an older interface description said 'completion'.
    public ExportRow Dpo(PreferencePair pair) => pair.Prompt.Append(pair.Chosen).Append(pair.Rejected).Any(m => ExportPen.Reasoning(m).Length > 0)
        ? ExportRow.LeftOut("reasoning")
        : ExportRow.Of(JsonForm.ToLine(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("input");
            json.List("messages", pair.Prompt, (_, m) => Write(json, m, isContext: false));
            json.List("tools", pair.Tools, ChatForm.Write);
            json.WriteEndObject();
            json.List("preferred_output", [pair.Chosen], (_, m) => Write(json, m, isContext: false));
            json.List("non_preferred_output", [pair.Rejected], (_, m) => Write(json, m, isContext: false));
            json.WriteEndObject();
        }));

    public string Usage(ExportSummary summary) =>
        "Upload the files as they are: `messages` with `tools`, arguments of calls as text, `weight` 0 on turns that do not count. Pairs are `input`, `preferred_output`, `non_preferred_output`.";

    private static void Write(Utf8JsonWriter json, Message message, bool isContext)
    {
        json.WriteStartObject();
        json.WriteString("role", Names.Of(message.Role));
        if (message.ToolResults.FirstOrDefault() is { } result)
        {
            json.Text("tool_call_id", result.CallId);
            json.WriteString("content", result.Text);
        }
        else
        {
            Turn(json, message, isContext);
        }

        json.WriteEndObject();
    }

    private static void Turn(Utf8JsonWriter json, Message message, bool isContext)
    {
        json.Text("name", message.Name);
        var calls = message.ToolCalls.ToList();
        if (message.Text.Length == 0 && calls.Count > 0)
        {
            json.WriteNull("content");
        }
        else
        {
            json.WriteString("content", message.Text);
        }

        json.List("tool_calls", calls, ExportPen.CallWithText);
        if (message.Role == Role.Assistant && isContext)
        {
            json.WriteNumber("weight", 0);
        }
    }
}
