using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Schemas;
using TrainForge.Datasets;

namespace TrainForge.Data.Quality;

/// <summary>
/// Old calls under today's schemas: of each tool the one that a file says, else the one that was declared last. What differs only
/// in words is the same schema.
/// </summary>
internal sealed class ToolDrift(ToolSignatures? signatures)
{
    // As deep as a schema may be.
    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = JsonForm.Reading.MaxDepth };

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal) { "description", "title", "examples", "$comment", "default", "markdownDescription" };

    private readonly Dictionary<(string Tool, ulong Schema), (DateTimeOffset Time, ExampleRow Row)> _seen = [];
    private readonly Dictionary<string, (JsonSchema Schema, string Origin)> _today = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Tool, ulong Schema), bool> _isOld = [];

    public void Add(ExampleRow row, CalledTool tool)
    {
        var (key, time) = ((tool.Name, tool.Schema), row.Occurrences.Max(o => o.Time) ?? DateTimeOffset.MinValue);
        if ((tool.Schema != 0 || signatures?.Schemas.ContainsKey(tool.Name) == true) && (!_seen.TryGetValue(key, out var known) || time > known.Time))
        {
            _seen[key] = (time, row);
        }
    }

    /// <summary>To be called when all were added: reads each form of a tool that has several, once.</summary>
    public void Close(ExampleTable table)
    {
        foreach (var forms in _seen.GroupBy(s => s.Key.Tool, StringComparer.Ordinal))
        {
            var named = signatures?.Schemas.GetValueOrDefault(forms.Key);
            if (named is null && forms.Count() == 1)
            {
                continue;
            }

            // Calls of a tool that nobody declared then are old as well, under whatever is said of it today.
            var texts = forms.ToDictionary(f => f.Key.Schema, f => f.Key.Schema == 0 ? null : Text(table.LoadRecorded(f.Value.Row), f.Key.Tool));
            var today = named ?? texts[forms.OrderByDescending(f => f.Value.Time).ThenBy(f => f.Key.Schema).First().Key.Schema]!;
            var bare = Bare(today);
            _today[forms.Key] = (JsonSchema.Read(today), named is null ? "the one declared last" : $"the one in '{signatures!.Name}'");
            foreach (var (form, text) in texts)
            {
                _isOld[(forms.Key, form)] = text is null || Bare(text) != bare;
            }
        }
    }

    /// <summary>Where today's schema of a tool is from, for people.</summary>
    public string Origin(string tool) => _today[tool].Origin;

    public bool IsOld(CalledTool tool) => tool.Calls > 0 && _isOld.GetValueOrDefault((tool.Name, tool.Schema));

    /// <summary>Calls of an example that today's schemas refuse.</summary>
    public IEnumerable<(int Message, string Tool, SchemaFault Fault)> Refused(Example example)
    {
        var offered = example.Tools.GroupBy(t => t.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => ToolCallSketch.Digest(g.Last().Schema), StringComparer.Ordinal);
        foreach (var (call, _, message) in ToolCallSketch.Sound(example.Messages))
        {
            // Which calls failed does not stand in a version; that nobody is to learn them does.
            if (example.Trained[message] && _isOld.GetValueOrDefault((call.Name, offered.GetValueOrDefault(call.Name))) && _today[call.Name].Schema.Judge(call.Arguments!).Fault is { } fault)
            {
                yield return (message, call.Name, fault);
            }
        }
    }

    private static JsonText Text(Example example, string tool) => example.Tools.Last(t => t.Name == tool).Schema!;

    private static string Bare(JsonText schema) => ValueKey.Of(Bare(schema.ToElement(), isMap: false));

    // Below 'properties' the keys are names of fields, and a field may well be called 'title'.
    private static JsonElement Bare(JsonElement value, bool isMap) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonSerializer.SerializeToElement(value.EnumerateObject()
            .Where(f => isMap || !Words.Contains(f.Name))
            .DistinctBy(f => f.Name, StringComparer.Ordinal)
            .ToDictionary(f => f.Name, f => f.Name is "enum" or "const" && !isMap ? f.Value : Bare(f.Value, !isMap && f.Name is "properties" or "$defs" or "definitions" or "patternProperties" or "dependentSchemas"), StringComparer.Ordinal), Deep),
        JsonValueKind.Array => JsonSerializer.SerializeToElement(value.EnumerateArray().Select(i => Bare(i, isMap: false)).ToArray(), Deep),
        _ => value,
    };
}
