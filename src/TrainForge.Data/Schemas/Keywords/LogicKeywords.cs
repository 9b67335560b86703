using System.Text.Json;

namespace TrainForge.Data.Schemas.Keywords;

internal sealed class AllOfKeyword(IReadOnlyList<SchemaNode> schemas) : SchemaKeyword("allOf")
{
    public override bool Holds(JsonElement value, Judging judging, Marks? marks) => schemas.All(s => s.Holds(value, judging, marks));
}

/// <summary>anyOf, and oneOf with at most one.</summary>
internal sealed class AnyOfKeyword(string name, IReadOnlyList<SchemaNode> schemas, bool isOne) : SchemaKeyword(name)
{
    // Whoever asks what was looked at must hear it of every schema that fits, not of the first alone.
    public override bool Holds(JsonElement value, Judging judging, Marks? marks)
    {
        var fitting = 0;
        foreach (var schema in schemas)
        {
            fitting += judging.Quietly(() => schema.Holds(value, judging, marks)) ? 1 : 0;
            if (isOne ? fitting > 1 : fitting > 0 && marks is null)
            {
                break;
            }
        }

        return isOne ? fitting == 1 : fitting > 0;
    }
}

internal sealed class NotKeyword(SchemaNode schema) : SchemaKeyword("not")
{
    public override bool Holds(JsonElement value, Judging judging, Marks? marks) => !judging.Quietly(() => schema.Holds(value, judging, marks: null));
}

internal sealed class ConditionKeyword(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : SchemaKeyword("if")
{
    public override bool Holds(JsonElement value, Judging judging, Marks? marks)
    {
        var isMet = judging.Quietly(() => condition.Holds(value, judging, marks));
        var next = isMet ? then : otherwise;
        return next is null || next.Holds(value, judging, marks) || judging.Fail(isMet ? "then" : "else");
    }
}

/// <summary>$ref. What it names is known once the whole schema was read.</summary>
internal sealed class ReferenceKeyword() : SchemaKeyword("$ref")
{
    public SchemaNode? Target { get; set; }

    public override bool Holds(JsonElement value, Judging judging, Marks? marks) => Target is null || Target.Holds(value, judging, marks);
}
