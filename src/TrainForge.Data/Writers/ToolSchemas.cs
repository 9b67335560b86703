using System.Text;
using TrainForge.Conversations;
using TrainForge.Datasets;

namespace TrainForge.Data.Writers;

/// <summary>
/// tool_schemas.json: every tool the examples were offered, by name. A tool that changed over time has several forms, each
/// with the number of examples that saw it.
/// </summary>
internal static class ToolSchemas
{
    public static byte[] ToPage(IEnumerable<Example> examples) => JsonForm.ToPage(json =>
    {
        json.WriteStartObject();
        foreach (var tool in examples.SelectMany(e => e.Tools).GroupBy(t => t.Name, StringComparer.Ordinal).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            json.WriteStartArray(tool.Key);
            foreach (var form in tool.GroupBy(t => t).OrderByDescending(f => f.Count()).ThenBy(f => Text(f.Key), StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.Text("description", form.Key.Description);
                if (form.Key.Schema is { } schema)
                {
                    json.WritePropertyName("parameters");
                    schema.ToElement().WriteTo(json);
                }

                json.WriteNumber("examples", form.Count());
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    private static string Text(ToolDefinition tool) => Encoding.UTF8.GetString(JsonForm.ToLine(json => ConversationWriter.Write(json, tool)));
}
