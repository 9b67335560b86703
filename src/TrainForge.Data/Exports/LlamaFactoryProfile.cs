using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Datasets;

namespace TrainForge.Data.Exports;

/// <summary>
/// LLaMA-Factory's ShareGPT rows with a dataset_info.json. There, people and tools speak in odd places and the model in even ones,
/// and every turn of the model counts; what does not fit is left out.
/// </summary>
internal sealed class LlamaFactoryProfile : IExportProfile
{
    public string Name => "llama-factory";

    public IReadOnlyList<ExportKind> Kinds => [ExportKind.Sft, ExportKind.Dpo, ExportKind.Kto];

    public ExportRow Sft(Example example, bool turns) => !turns && ExportPen.HasContextTurn(example)
        ? ExportRow.LeftOut("context-turn")
        : Row(example.Messages, example.Tools, isEven: true, _ => { });

    public ExportRow Dpo(PreferencePair pair)
    {
        if ((ShareGptTurns.Answer(pair.Chosen, out var chosen), ShareGptTurns.Answer(pair.Rejected, out var rejected)) is not (null, null) and var reasons)
        {
            return ExportRow.LeftOut(reasons.Item1 ?? reasons.Item2!);
        }

        return Row(pair.Prompt, pair.Tools, isEven: false, json =>
        {
            json.WritePropertyName("chosen");
            Turn(json, chosen);
            json.WritePropertyName("rejected");
            Turn(json, rejected);
        });
    }

    public ExportRow Kto(JudgedAnswer answer) => Row([.. answer.Prompt, answer.Completion], answer.Tools, isEven: true, json => json.WriteBoolean("kto_tag", answer.Label));

    public IEnumerable<(string Path, string Text)> Settings(ExportSummary summary)
    {
        yield return ("dataset_info.json", Encoding.UTF8.GetString(JsonForm.ToPage(json =>
        {
            json.WriteStartObject();
            foreach (var file in summary.Files)
            {
                json.WriteStartObject(Entry(summary, file.Kind, file.Side));
                Info(json, file.Kind, file.Path);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        })));
    }

    public string Usage(ExportSummary summary)
    {
        var names = string.Join(", ", summary.Files.Select(f => $"`{Entry(summary, f.Kind, f.Side)}`"));
        var history = summary.Request.Turns ? " Set `mask_history: true`: only the last turn of a row counts." : "";
        return $"Set `dataset_dir` to this folder and `dataset` to one of {names}.{history} Check `cutoff_len`: what is longer is cut.";
    }

    private static string Entry(ExportSummary summary, ExportKind kind, string side) => $"{summary.Request.Version.Manifest.Name}_{kind.Name()}_{side}";

    private static ExportRow Row(IReadOnlyList<Message> messages, IReadOnlyList<ToolDefinition> tools, bool isEven, Action<Utf8JsonWriter> more)
    {
        if (ShareGptTurns.Of(messages, isEven, out var system, out var turns) is { } reason)
        {
            return ExportRow.LeftOut(reason);
        }

        // A line of its own inside the line: made before, for lines are not written inside each other.
        var offered = tools.Count == 0 ? "" : Encoding.UTF8.GetString(JsonForm.ToLine(json => Tools(json, tools)));
        return ExportRow.Of(JsonForm.ToLine(json =>
        {
            json.WriteStartObject();
            json.List("conversations", turns, Turn);
            more(json);
            json.WriteString("system", system);
            json.WriteString("tools", offered);
            json.WriteEndObject();
        }));
    }

    private static void Turn(Utf8JsonWriter json, (string From, string Value) turn)
    {
        json.WriteStartObject();
        json.WriteString("from", turn.From);
        json.WriteString("value", turn.Value);
        json.WriteEndObject();
    }

    private static void Tools(Utf8JsonWriter json, IReadOnlyList<ToolDefinition> tools)
    {
        json.WriteStartArray();
        foreach (var tool in tools)
        {
            json.WriteStartObject();
            json.WriteString("name", tool.Name);
            json.WriteString("description", tool.Description ?? "");
            json.Raw("parameters", tool.Schema ?? JsonText.EmptyObject);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Info(Utf8JsonWriter json, ExportKind kind, string path)
    {
        json.WriteString("file_name", path);
        json.WriteString("formatting", "sharegpt");
        if (kind == ExportKind.Dpo)
        {
            json.WriteBoolean("ranking", true);
        }

        json.WriteStartObject("columns");
        json.WriteString("messages", "conversations");
        json.WriteString("system", "system");
        json.WriteString("tools", "tools");
        foreach (var column in kind switch { ExportKind.Dpo => ["chosen", "rejected"], ExportKind.Kto => (string[])["kto_tag"], _ => [] })
        {
            json.WriteString(column, column);
        }

        json.WriteEndObject();
        json.WriteStartObject("tags");
        foreach (var (tag, value) in new[] { ("role_tag", "from"), ("content_tag", "value"), ("user_tag", "human"), ("assistant_tag", "gpt"), ("observation_tag", "observation"), ("function_tag", "function_call"), ("system_tag", "system") })
        {
            json.WriteString(tag, value);
        }

        json.WriteEndObject();
    }
}
