using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Datasets;

namespace TrainForge.Data.Exports;

/// <summary>
/// Rows for Axolotl's type chat_template: 'train' per message says which turns count. Arguments and parameters are text, so that
/// one type of column fits all rows. Its preference training drops tools, so pairs that need them are left out.
/// </summary>
internal sealed class AxolotlProfile : IExportProfile
{
    public string Name => "axolotl";

    public IReadOnlyList<ExportKind> Kinds => [ExportKind.Sft, ExportKind.Dpo];

    public ExportRow Sft(Example example, bool turns) => ExportRow.Of(JsonForm.ToLine(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("messages");
        for (var i = 0; i < example.Messages.Count; i++)
        {
            Write(json, example.Messages[i], example.Trained[i]);
        }

        json.WriteEndArray();
        json.List("tools", example.Tools, Tool);
        json.WriteEndObject();
    }));

    public ExportRow Dpo(PreferencePair pair) => pair.Tools.Count > 0 || pair.Prompt.Append(pair.Chosen).Append(pair.Rejected).Any(m => m.ToolCalls.Any())
        ? ExportRow.LeftOut("tools-in-pair")
        : ExportRow.Of(JsonForm.ToLine(json =>
        {
            json.WriteStartObject();
            json.List("messages", pair.Prompt, (_, m) => Write(json, m, trained: null));
            json.WritePropertyName("chosen");
            Write(json, pair.Chosen, trained: null);
            json.WritePropertyName("rejected");
            Write(json, pair.Rejected, trained: null);
            json.WriteEndObject();
        }));

    public IEnumerable<(string Path, string Text)> Settings(ExportSummary summary) =>
        summary.Files.GroupBy(f => f.Kind).Select(kind => ($"{kind.Key.Name()}.yaml", kind.Key == ExportKind.Sft ? Sft(kind) : Dpo(kind)));

    public string Usage(ExportSummary summary) =>
        "`sft.yaml` and `dpo.yaml` hold the part of Axolotl's configuration that names these files; paths in them start from this folder. Leave `dataset_prepared_path` unset, or name it after the content hash: a prepared copy does not notice that the template has changed.";

    private static string Sft(IEnumerable<(ExportKind Kind, string Side, string Path, long Rows)> files) => List(files, """
            type: chat_template
            field_messages: messages
            field_tools: tools
            message_property_mappings: {role: role, content: content}
            roles_to_train: ["assistant"]
            message_field_training: train
            train_on_eos: turn
        """);

    private static string Dpo(IEnumerable<(ExportKind Kind, string Side, string Path, long Rows)> files) => "rl: dpo\n" + List(files, """
            type: chat_template.default
            field_messages: messages
            field_chosen: chosen
            field_rejected: rejected
        """);

    private static string List(IEnumerable<(ExportKind Kind, string Side, string Path, long Rows)> files, string fields) => string.Concat(files.Select(f =>
        $"{(f.Side == "train" ? "datasets" : "test_datasets")}:\n  - path: {f.Path}\n    ds_type: json\n    split: train\n{fields.ReplaceLineEndings("\n")}\n"));

    private static void Write(Utf8JsonWriter json, Message message, bool? trained)
    {
        json.WriteStartObject();
        json.WriteString("role", Names.Of(message.Role));
        if (message.ToolResults.FirstOrDefault() is { } result)
        {
            json.WriteString("content", result.Text);
            json.Text("tool_call_id", result.CallId);
            json.Text("name", result.Name);
        }
        else
        {
            json.WriteString("content", message.Text);
            json.Text("reasoning_content", ExportPen.Reasoning(message) is { Length: > 0 } reasoning ? reasoning : null);
            json.List("tool_calls", [.. message.ToolCalls], ExportPen.CallWithText);
        }

        json.Bool("train", trained);
        json.WriteEndObject();
    }

    private static void Tool(Utf8JsonWriter json, ToolDefinition tool)
    {
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", tool.Name);
        json.WriteString("description", tool.Description ?? "");
        json.WriteString("parameters", (tool.Schema ?? JsonText.EmptyObject).Text);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
