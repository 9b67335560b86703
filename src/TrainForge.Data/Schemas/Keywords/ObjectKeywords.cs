using System.Text.Json;

namespace TrainForge.Data.Schemas.Keywords;

/// <summary>properties, patternProperties and additionalProperties: the last is about what the others leave.</summary>
internal sealed class FieldsKeyword(IReadOnlyDictionary<string, SchemaNode> named, IReadOnlyList<(EcmaPattern Pattern, SchemaNode Schema)> patterns, SchemaNode? others)
    : SchemaKeyword("properties")
{
    public override bool Holds(JsonElement value, Judging judging, Marks? marks)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        foreach (var field in value.EnumerateObject())
        {
            if (!judging.Inside(field.Name, (this, field, judging, marks), static s => s.Item1.Field(s.field, s.judging, s.marks)))
            {
                return false;
            }
        }

        return true;
    }

    private bool Field(JsonProperty field, Judging judging, Marks? marks)
    {
        var isKnown = named.TryGetValue(field.Name, out var schema);
        if (isKnown && !schema!.Holds(field.Value, judging, marks: null))
        {
            return judging.Fail("properties");
        }

        foreach (var (pattern, fitting) in patterns)
        {
            if (judging.GaveUp is not null)
            {
                return false;
            }

            if (PatternKeyword.IsMatch(pattern, field.Name, judging))
            {
                isKnown = true;
                if (!fitting.Holds(field.Value, judging, marks: null))
                {
                    return judging.Fail("patternProperties");
                }
            }
        }

        if (!isKnown && others is not null && !others.Holds(field.Value, judging, marks: null))
        {
            return judging.Fail("additionalProperties");
        }

        if (isKnown || others is not null)
        {
            marks?.Add(field.Name);
        }

        return judging.GaveUp is null;
    }
}

/// <summary>required, and dependentRequired where another field asks for it.</summary>
internal sealed class RequiredKeyword(string name, IReadOnlyList<string> fields, string? when = null) : SchemaKeyword(name)
{
    private const int FieldsPerStep = 16;

    public override bool Holds(JsonElement value, Judging judging, Marks? marks)
    {
        if (value.ValueKind != JsonValueKind.Object || (when is not null && !value.TryGetProperty(when, out _)))
        {
            return true;
        }

        judging.Spend(fields.Count * (long)value.GetPropertyCount() / FieldsPerStep);
        return judging.GaveUp is null && (fields.FirstOrDefault(f => !value.TryGetProperty(f, out _)) is not { } missing || judging.Fail(Name, missing));
    }
}

internal sealed class DependentSchemaKeyword(string when, SchemaNode schema) : SchemaKeyword("dependentSchemas")
{
    public override bool Holds(JsonElement value, Judging judging, Marks? marks) =>
        value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(when, out _) || schema.Holds(value, judging, marks);
}

internal sealed class PropertyNamesKeyword(SchemaNode schema) : SchemaKeyword("propertyNames")
{
    public override bool Holds(JsonElement value, Judging judging, Marks? marks) =>
        value.ValueKind != JsonValueKind.Object
        || value.EnumerateObject().All(f => judging.Quietly(() => schema.Holds(JsonSerializer.SerializeToElement(f.Name), judging, marks: null)) || judging.Fail(Name, f.Name));
}

/// <summary>minProperties and maxProperties. A key that stands twice is one.</summary>
internal sealed class FieldCountKeyword(string name, long bound, bool isMost) : SchemaKeyword(name)
{
    public override bool Holds(JsonElement value, Judging judging, Marks? marks)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        judging.Spend(value.GetPropertyCount());
        var count = value.EnumerateObject().Select(f => f.Name).Distinct(StringComparer.Ordinal).LongCount();
        return isMost ? count <= bound : count >= bound;
    }
}

internal sealed class UnevaluatedFieldsKeyword(SchemaNode schema) : SchemaKeyword("unevaluatedProperties")
{
    public override bool AsksMarks => true;

    public override bool Holds(JsonElement value, Judging judging, Marks? marks)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        foreach (var field in value.EnumerateObject().Where(f => !marks!.Has(f.Name)))
        {
            if (!judging.Inside(field.Name, (schema, field, judging), static s => s.schema.Holds(s.field.Value, s.judging, marks: null) || s.judging.Fail("unevaluatedProperties")))
            {
                return false;
            }

            marks!.Add(field.Name);
        }

        return true;
    }
}
