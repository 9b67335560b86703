using System.Text;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Writers;

/// <summary>
/// tool_schemas.json: every tool the examples were offered or called, by name. A tool that changed over time has several forms,
/// each with the number of examples that saw it; one that none declared a schema for has the form its calls show.
/// </summary>
internal static class ToolSchemas
{
    public static byte[] ToPage(DatasetContent content) => JsonForm.ToPage(json =>
    {
        json.WriteStartObject();
        var inferred = content.Tools?.Inferred ?? new Dictionary<string, (ToolDefinition, long)>();
        var forms = Forms(content);
        foreach (var tool in inferred.Values.Select(i => i.Tool))
        {
            forms.TryAdd(tool, 0);
        }

        foreach (var tool in forms.GroupBy(f => f.Key.Name, StringComparer.Ordinal).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            json.WriteStartArray(tool.Key);
            foreach (var (form, examples) in tool.OrderByDescending(f => f.Value).ThenBy(f => Text(f.Key), StringComparer.Ordinal))
            {
                var found = inferred.TryGetValue(form.Name, out var known) && known.Tool == form ? known.Calls : (long?)null;
                json.WriteStartObject();
                json.WriteString("origin", found is null ? "declared" : "inferred");
                json.Text("description", form.Description);
                if (form.Schema is { } schema)
                {
                    json.WritePropertyName("parameters");
                    schema.ToElement().WriteTo(json);
                }

                json.WriteNumber("examples", examples);
                json.Number("observations", found);
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
