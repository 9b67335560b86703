using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Data.Schemas;

/// <summary>
/// A JSON Schema, read once and ready to judge values: 2020-12, and what older schemas write another way. It may come from
/// anybody: its size, its depth, its work and its patterns are limited, and nothing is ever fetched.
/// </summary>
/// <remarks>'format' says what is meant and is not checked, which is what 2020-12 asks for by default.</remarks>
internal sealed class JsonSchema
{
    private readonly SchemaNode? _root;

    private JsonSchema(SchemaNode? root, IReadOnlyCollection<string> notJudged) => (_root, NotJudged) = (root, [.. notJudged.Order(StringComparer.Ordinal)]);

    /// <summary>Keywords in it that are not understood, or whose value is not: a value may pass that they would refuse. By name, in order.</summary>
    public IReadOnlyList<string> NotJudged { get; }

    public static JsonSchema Read(JsonText schema)
    {
        var reader = new SchemaReader(schema.ToElement());
        return new JsonSchema(reader.Read(), reader.NotJudged);
    }

    public SchemaVerdict Judge(JsonText value) => Judge(value.ToElement());

    private SchemaVerdict Judge(JsonElement value)
    {
        if (_root is null)
        {
            return new SchemaVerdict(null, "schema-too-large");
        }

        var judging = new Judging();
        var holds = _root.Holds(value, judging, marks: null);
        return judging.GaveUp is { } why ? new SchemaVerdict(null, why)
            : holds ? default
            : new SchemaVerdict(judging.Fault ?? new SchemaFault("", "false"), null);
    }
}
