using TrainForge.Conversations;

namespace TrainForge.Data.Quality;

/// <summary>All calls of a tool that no schema was declared for, by their fields; and the schema they come to.</summary>
internal sealed class ObservedTool(string name)
{
    private readonly SortedDictionary<string, (long Count, ValueKinds Kinds)> _fields = new(StringComparer.Ordinal);

    public string Name => name;

    public long Calls { get; private set; }

    public void Add(CalledTool called)
    {
        Calls += called.Calls;
        foreach (var (field, count, kinds) in called.Fields)
        {
            var (known, all) = _fields.GetValueOrDefault(field);
            _fields[field] = (known + count, all | kinds);
        }
    }

    public IReadOnlyList<string> Required(double percent) => [.. _fields.Where(f => f.Value.Count * 100.0 >= Calls * percent).Select(f => f.Key)];

    /// <summary>Every field that was seen, of the types that were seen; others are allowed, since rare ones were not.</summary>
    public ToolDefinition ToDefinition(double requiredPercent) => new(name, null, JsonText.Parse(System.Text.Encoding.UTF8.GetString(JsonForm.ToLine(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var (field, (_, kinds)) in _fields)
        {
            json.WriteStartObject(field);
            var types = Types(kinds);
            if (types.Count == 1)
            {
                json.WriteString("type", types[0]);
            }
            else
            {
                json.List("type", types, static (list, type) => list.WriteStringValue(type));
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.List("required", Required(requiredPercent), static (list, field) => list.WriteStringValue(field));
        json.WriteBoolean("additionalProperties", true);
        json.WriteEndObject();
    }))));

    private static List<string> Types(ValueKinds kinds)
    {
        var names = new (ValueKinds Kind, string Name)[]
        {
            (ValueKinds.Object, "object"), (ValueKinds.Array, "array"), (ValueKinds.Text, "string"), (ValueKinds.Number, "number"), (ValueKinds.Whole, "integer"), (ValueKinds.Switch, "boolean"), (ValueKinds.Null, "null"),
        };

        // A number is any number, whole ones too.
        return [.. names.Where(n => kinds.HasFlag(n.Kind) && !(n.Kind == ValueKinds.Whole && kinds.HasFlag(ValueKinds.Number))).Select(n => n.Name)];
    }
}
