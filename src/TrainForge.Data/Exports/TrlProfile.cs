using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Datasets;

namespace TrainForge.Data.Exports;

/// <summary>
/// TRL's conversational rows: 'messages', or 'prompt' and 'completion' turn by turn; 'prompt', 'chosen', 'rejected'; 'prompt',
/// 'completion', 'label'. Arguments of calls are objects.
/// </summary>
internal sealed class TrlProfile : IExportProfile
{
    public string Name => "trl";

    public IReadOnlyList<ExportKind> Kinds => [ExportKind.Sft, ExportKind.Dpo, ExportKind.Kto];

    public ExportRow Sft(Example example, bool turns)
    {
        if (!turns && ExportPen.HasContextTurn(example))
        {
            return ExportRow.LeftOut("context-turn");
        }

        return Row(example.Tools, json =>
        {
            if (turns)
            {
                json.List("prompt", [.. example.Messages.SkipLast(1)], Write);
                json.List("completion", [example.Messages[^1]], Write);
            }
            else
            {
                json.List("messages", example.Messages, Write);
            }
        });
    }

    public ExportRow Dpo(PreferencePair pair) => Row(pair.Tools, json =>
    {
        json.List("prompt", pair.Prompt, Write);
        json.List("chosen", [pair.Chosen], Write);
        json.List("rejected", [pair.Rejected], Write);
    });

    public ExportRow Kto(JudgedAnswer answer) => Row(answer.Tools, json =>
    {
        json.List("prompt", answer.Prompt, Write);
        json.List("completion", [answer.Completion], Write);
        json.WriteBoolean("label", answer.Label);
    });

    public string Usage(ExportSummary summary)
    {
        var loss = summary.Request.Turns ? "`completion_only_loss` (the default) trains on the completion alone." : "Set `assistant_only_loss=True`, with a chat template that has generation blocks; otherwise questions and tool results are trained on too.";
        return $$"""
            Rows differ in the fields of tools and arguments. Libraries that give a column one type would fill the others in with nulls, and the model would read them; with `datasets` 4.7 or newer they stay as they are:

            ```python
            import json
            from datasets import Dataset
            rows = [json.loads(line) for line in open("{{summary.Files[0].Path}}", encoding="utf-8")]
            train = Dataset.from_list(rows, on_mixed_types="use_json")
            ```

            {{loss}} Check `max_length`: TRL cuts what is longer.
            """.ReplaceLineEndings("\n");
    }

    private static ExportRow Row(IReadOnlyList<ToolDefinition> tools, Action<Utf8JsonWriter> write) => ExportRow.Of(JsonForm.ToLine(json =>
    {
        json.WriteStartObject();
        write(json);
        json.List("tools", tools, ChatForm.Write);
        json.WriteEndObject();
    }));

    private static void Write(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject();
        json.WriteString("role", Names.Of(message.Role));
        if (message.ToolResults.FirstOrDefault() is { } result)
        {
            json.Text("name", result.Name);
            json.WriteString("content", result.Text);
        }
        else
        {
            json.WriteString("content", message.Text);
            json.Text("reasoning_content", ExportPen.Reasoning(message) is { Length: > 0 } reasoning ? reasoning : null);
            json.List("tool_calls", [.. message.ToolCalls], ExportPen.CallWithObject);
        }

        json.WriteEndObject();
    }
}
