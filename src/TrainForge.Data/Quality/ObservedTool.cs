using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Schemas;

namespace TrainForge.Data.Quality;

/// <summary>All calls of a tool that no schema was declared for, by the shape of their arguments; and the schema they come to.</summary>
internal sealed class ObservedTool(string name, double requiredPercent)
{
    // A schema is read by people and by models: what is deeper than this many places is not told.
    private const int MostPlaces = 400;

    private static readonly (ValueKinds Kind, string Name)[] Names =
    [
        (ValueKinds.Object, "object"), (ValueKinds.Array, "array"), (ValueKinds.Text, "string"), (ValueKinds.Number, "number"), (ValueKinds.Whole, "integer"), (ValueKinds.Switch, "boolean"), (ValueKinds.Null, "null"),
    ];

    private readonly ValueShape _arguments = new();
    private int _levels = ValueShape.MostLevels;
    private (ToolDefinition Definition, JsonSchema Schema)? _found;

    public string Name => name;

    public long Calls => _arguments.Count;

    /// <summary>Every field that was seen, of the kinds that were seen; others are allowed, since rare ones were not.</summary>
    public ToolDefinition Definition => Found.Definition;

    public void Add(CalledTool called)
    {
        if (called.Arguments is { } arguments)
        {
            _arguments.Add(arguments);
            for (; _levels > 1 && _arguments.Places > MostPlaces; _arguments.Cut(_levels))
            {
                _levels--;
            }
        }
    }

    /// <summary>Whether one of these calls leaves out what nearly all others have, at any level.</summary>
    public bool IsLacking(CalledTool called) => called.Arguments is { } arguments && arguments.Lacks(_arguments, requiredPercent);

    public bool Accepts(ToolCall call) => Found.Schema.Judge(call.Arguments!).IsValid;

    private (ToolDefinition Definition, JsonSchema Schema) Found => _found ??= Find();

    private (ToolDefinition Definition, JsonSchema Schema) Find()
    {
        var schema = JsonText.Parse(Encoding.UTF8.GetString(JsonForm.ToLine(json => Write(json, _arguments, isTop: true))));
        return (new ToolDefinition(name, null, schema), JsonSchema.Read(schema));
    }

    private void Write(Utf8JsonWriter json, ValueShape shape, bool isTop)
    {
        json.WriteStartObject();
        var kinds = Names.Where(n => shape.Kinds.HasFlag(n.Kind) && !(n.Kind == ValueKinds.Whole && shape.Kinds.HasFlag(ValueKinds.Number))).Select(n => n.Name).ToList();
        if (kinds.Count == 1)
        {
            json.WriteString("type", kinds[0]);
        }
        else
        {
            json.List("type", kinds, static (list, kind) => list.WriteStringValue(kind));
        }

        if (shape.Fields.Count > 0 || isTop)
        {
            json.WriteStartObject("properties");
            foreach (var (field, below) in shape.Fields)
            {
                json.WritePropertyName(field);
                Write(json, below, isTop: false);
            }

            json.WriteEndObject();
            var required = shape.Required(requiredPercent);
            if (required.Count > 0 || isTop)
            {
                json.List("required", required, static (list, field) => list.WriteStringValue(field));
            }
        }

        if (shape.Items is { } items)
        {
            json.WritePropertyName("items");
            Write(json, items, isTop: false);
        }

        if (isTop)
        {
            json.WriteBoolean("additionalProperties", true);
        }

        json.WriteEndObject();
    }
}
