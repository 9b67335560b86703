using System.Text;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Writers;

/// <summary>
/// tool_schemas.json: every tool the examples were offered, by name. A tool that changed over time has several forms, each
/// with the number of examples that saw it.
/// </summary>
internal static class ToolSchemas
{
    public static byte[] ToPage(DatasetContent content) => JsonForm.ToPage(json =>
    {
        json.WriteStartObject();
        foreach (var tool in Forms(content).GroupBy(f => f.Key.Name, StringComparer.Ordinal).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            json.WriteStartArray(tool.Key);
            foreach (var (form, examples) in tool.OrderByDescending(f => f.Value).ThenBy(f => Text(f.Key), StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.Text("description", form.Description);
                if (form.Schema is { } schema)
                {
                    json.WritePropertyName("parameters");
                    schema.ToElement().WriteTo(json);
                }

                json.WriteNumber("examples", examples);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    // Most examples were offered the same tools: those are read once.
    private static Dictionary<ToolDefinition, long> Forms(DatasetContent content)
    {
        var known = new Dictionary<string, IReadOnlyList<ToolDefinition>>(StringComparer.Ordinal);
        var forms = new Dictionary<ToolDefinition, long>();
        foreach (var row in content.Rows)
        {
            foreach (var tool in Offered(row))
            {
                forms[tool] = forms.GetValueOrDefault(tool) + 1;
            }
        }

        return forms;

        IReadOnlyList<ToolDefinition> Offered(ExampleRow row)
        {
            if (row.Tools is { } tools)
            {
                return tools;
            }

            if (row.Stored!.Tools is not { } hash)
            {
                return [];
            }

            return known.TryGetValue(hash, out var same) ? same : known[hash] = ExampleLine.RecordedTools(row, content.Store);
        }
    }

    private static string Text(ToolDefinition tool) => Encoding.UTF8.GetString(JsonForm.ToLine(json => ConversationWriter.Write(json, tool)));
}
