using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Datasets;

namespace TrainForge.Data.Exports;

/// <summary>One file per conversation, as the trace viewer of the Hugging Face hub shows sessions of any harness. For looking, not for training.</summary>
internal sealed class HfStsProfile : IExportProfile
{
    private static readonly byte[] LineEnd = [(byte)'\n'];

    public string Name => "hf-sts";

    public IReadOnlyList<ExportKind> Kinds => [ExportKind.Sft];

    public bool IsFilePerRow => true;

    public ExportRow Sft(Example example, bool turns)
    {
        IEnumerable<byte[]> lines = [JsonForm.ToLine(json => Head(json, example)), .. example.Messages.Select(m => JsonForm.ToLine(json => Write(json, m, example.Terms.Model)))];
        return ExportRow.Of([.. lines.SelectMany(line => line.Concat(LineEnd)).SkipLast(1)]);
    }

    public string Usage(ExportSummary summary) => "Each file is one session. Upload the folder to a dataset repository and open a file: the hub shows it as a conversation.";

    private static void Head(Utf8JsonWriter json, Example example)
    {
        json.WriteStartObject();
        json.WriteString("type", "session");
        json.WriteString("harness", "trainforge");
        json.WriteString("id", example.Id);
        json.Text("name", example.Test);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Message message, string? model)
    {
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteStartObject("message");
        json.WriteString("role", Names.Of(message.Role));
        var result = message.ToolResults.FirstOrDefault();
        json.WriteString("content", result?.Text ?? message.Text);
        json.Text("reasoningContent", ExportPen.Reasoning(message) is { Length: > 0 } reasoning ? reasoning : null);
        json.List("toolCalls", [.. message.ToolCalls], Call);
        json.Text("toolCallId", result?.CallId);
        json.Text("model", message.Role == Role.Assistant ? model : null);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Call(Utf8JsonWriter json, ToolCall call)
    {
        json.WriteStartObject();
        json.Text("id", call.Id);
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        json.WriteString("arguments", ExportPen.Arguments(call).Text);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
