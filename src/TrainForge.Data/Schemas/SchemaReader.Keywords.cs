using System.Text.Json;
using TrainForge.Data.Schemas.Keywords;

namespace TrainForge.Data.Schemas;

/// <summary>From the fields of one schema to what they ask.</summary>
internal sealed partial class SchemaReader
{
    private IEnumerable<SchemaKeyword> Keywords(Dictionary<string, JsonElement> fields, Uri here)
    {
        var found = new List<SchemaKeyword?>();
        if (fields.Remove("$ref", out var reference))
        {
            found.Add(Reference(reference, here));
            if (_isOld)
            {
                return found.OfType<SchemaKeyword>();
            }
        }

        Values(fields, found);
        Objects(fields, found, here);
        Arrays(fields, found, here);
        Logic(fields, found, here);
        if (Take("unevaluatedProperties") is { } otherFields)
        {
            found.Add(new UnevaluatedFieldsKeyword(Node(otherFields, here)));
        }

        if (Take("unevaluatedItems") is { } otherItems)
        {
            found.Add(new UnevaluatedItemsKeyword(Node(otherItems, here)));
        }

        _notJudged.UnionWith(fields.Keys.Where(k => !SaysNothing.Contains(k) && !k.StartsWith("x-", StringComparison.Ordinal)));
        return found.OfType<SchemaKeyword>();

        JsonElement? Take(string name) => fields.Remove(name, out var value) ? value : null;
    }

    private void Values(Dictionary<string, JsonElement> fields, List<SchemaKeyword?> found)
    {
        var isNullable = fields.Remove("nullable", out var nullable) && nullable.ValueKind == JsonValueKind.True;
        Each("type", v => Types(v) is { } types ? new TypeKeyword(isNullable ? [.. types, "null"] : types) : null);
        Each("enum", v => v.ValueKind == JsonValueKind.Array ? new EnumKeyword("enum", v.EnumerateArray()) : null);
        Each("const", v => new EnumKeyword("const", [v]));
        Bound("minimum", "exclusiveMinimum", (value, bound) => value.CompareTo(bound));
        Bound("maximum", "exclusiveMaximum", (value, bound) => bound.CompareTo(value));
        Each("multipleOf", v => Number(v) is { IsPositive: true } step ? new NumberKeyword("multipleOf", n => n.IsMultipleOf(step)) : null);
        Each("minLength", v => Count(v) is { } bound ? new LengthKeyword("minLength", bound, isMost: false) : null);
        Each("maxLength", v => Count(v) is { } bound ? new LengthKeyword("maxLength", bound, isMost: true) : null);
        Each("pattern", v => Pattern(v) is { } pattern ? new PatternKeyword(pattern) : null);

        void Each(string name, Func<JsonElement, SchemaKeyword?> make) => Add(fields, found, name, make);

        // Draft 4 writes the exclusive ones as true or false beside the others.
        void Bound(string name, string exclusive, Func<ExactNumber, ExactNumber, int> compare)
        {
            var isExclusive = fields.TryGetValue(exclusive, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False;
            if (isExclusive)
            {
                fields.Remove(exclusive);
            }

            var least = isExclusive && value.ValueKind == JsonValueKind.True ? 1 : 0;
            Each(name, v => Number(v) is { } bound ? new NumberKeyword(name, n => compare(n, bound) >= least) : null);
            Each(exclusive, v => Number(v) is { } bound ? new NumberKeyword(exclusive, n => compare(n, bound) > 0) : null);
        }
    }

    private void Objects(Dictionary<string, JsonElement> fields, List<SchemaKeyword?> found, Uri here)
    {
        // Draft 3 says it field by field, as true or false; what a child says is no business of its own.
        if (fields.TryGetValue("required", out var flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            _notJudged.Add("required");
            fields.Remove("required");
        }

        Add(fields, found, "required", v => Texts(v) is { } names ? new RequiredKeyword("required", names) : null);
        Add(fields, found, "minProperties", v => Count(v) is { } bound ? new FieldCountKeyword("minProperties", bound, isMost: false) : null);
        Add(fields, found, "maxProperties", v => Count(v) is { } bound ? new FieldCountKeyword("maxProperties", bound, isMost: true) : null);
        Add(fields, found, "propertyNames", v => new PropertyNamesKeyword(Node(v, here)));

        var named = Map(fields, "properties").ToDictionary(p => p.Name, p => Node(p.Value, here), StringComparer.Ordinal);
        var patterns = new List<(EcmaPattern, SchemaNode)>();
        foreach (var (text, schema) in Map(fields, "patternProperties"))
        {
            if (Pattern(text) is { } pattern)
            {
                patterns.Add((pattern, Node(schema, here)));
            }
            else
            {
                _notJudged.Add("patternProperties");
            }
        }

        var others = fields.Remove("additionalProperties", out var rest) ? Node(rest, here) : null;
        if (named.Count > 0 || patterns.Count > 0 || others is not null)
        {
            found.Add(new FieldsKeyword(named, patterns, others));
        }

        foreach (var (when, names) in Map(fields, "dependentRequired").Concat(Map(fields, "dependencies")))
        {
            found.Add(Texts(names) is { } needed ? new RequiredKeyword("dependentRequired", needed, when) : new DependentSchemaKeyword(when, Node(names, here)));
        }

        found.AddRange(Map(fields, "dependentSchemas").Select(d => new DependentSchemaKeyword(d.Name, Node(d.Value, here))));
    }

    private void Arrays(Dictionary<string, JsonElement> fields, List<SchemaKeyword?> found, Uri here)
    {
        Add(fields, found, "minItems", v => Count(v) is { } bound ? new ItemCountKeyword("minItems", bound, isMost: false) : null);
        Add(fields, found, "maxItems", v => Count(v) is { } bound ? new ItemCountKeyword("maxItems", bound, isMost: true) : null);

        var items = fields.Remove("items", out var value) ? value : (JsonElement?)null;
        var isTuple = items is { ValueKind: JsonValueKind.Array };
        var others = fields.Remove("additionalItems", out var additional) && isTuple ? additional : (JsonElement?)null;
        var first = isTuple ? items!.Value : fields.Remove("prefixItems", out var prefix) ? prefix : (JsonElement?)null;
        if (first is { ValueKind: not JsonValueKind.Array })
        {
            _notJudged.Add("prefixItems");
            first = null;
        }

        others = isTuple ? others : items;
        if (first is not null || others is not null)
        {
            found.Add(new ItemsKeyword([.. first?.EnumerateArray().Select(s => Node(s, here)) ?? []], others is { } rest ? Node(rest, here) : null));
        }

        var (least, most) = (Bound("minContains"), Bound("maxContains"));
        Add(fields, found, "contains", v => new ContainsKeyword(Node(v, here), least ?? 1, most));
        if (!fields.TryGetValue("uniqueItems", out var unique) || unique.ValueKind != JsonValueKind.False || !fields.Remove("uniqueItems"))
        {
            Add(fields, found, "uniqueItems", v => v.ValueKind == JsonValueKind.True ? new UniqueItemsKeyword() : null);
        }

        long? Bound(string name)
        {
            var bound = fields.Remove(name, out var text) ? Count(text) : -1;
            if (bound is null)
            {
                _notJudged.Add(name);
            }

            return bound < 0 ? null : bound;
        }
    }

    private void Logic(Dictionary<string, JsonElement> fields, List<SchemaKeyword?> found, Uri here)
    {
        Add(fields, found, "allOf", v => Schemas(v, here) is { } all ? new AllOfKeyword(all) : null);
        Add(fields, found, "anyOf", v => Schemas(v, here) is { } any ? new AnyOfKeyword("anyOf", any, isOne: false) : null);
        Add(fields, found, "oneOf", v => Schemas(v, here) is { } one ? new AnyOfKeyword("oneOf", one, isOne: true) : null);
        Add(fields, found, "not", v => new NotKeyword(Node(v, here)));

        var then = fields.Remove("then", out var yes) ? Node(yes, here) : null;
        var otherwise = fields.Remove("else", out var no) ? Node(no, here) : null;
        Add(fields, found, "if", v => new ConditionKeyword(Node(v, here), then, otherwise));
    }

    private void Add(Dictionary<string, JsonElement> fields, List<SchemaKeyword?> found, string name, Func<JsonElement, SchemaKeyword?> make)
    {
        if (!fields.Remove(name, out var value))
        {
            return;
        }

        found.Add(make(value));
        if (found[^1] is null)
        {
            _notJudged.Add(name);
        }
    }

    private IEnumerable<(string Name, JsonElement Value)> Map(Dictionary<string, JsonElement> fields, string name)
    {
        if (!fields.Remove(name, out var map))
        {
            return [];
        }

        if (map.ValueKind != JsonValueKind.Object)
        {
            _notJudged.Add(name);
            return [];
        }

        return map.EnumerateObject().GroupBy(f => f.Name, StringComparer.Ordinal).Select(g => (g.Key, g.Last().Value));
    }

    private List<SchemaNode>? Schemas(JsonElement value, Uri here) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 ? [.. value.EnumerateArray().Select(s => Node(s, here))] : null;

    private static IReadOnlyList<string>? Types(JsonElement value) =>
        (value.ValueKind == JsonValueKind.String ? [value.GetString()!] : Texts(value)) is { Count: > 0 } types && types.All(TypeKeyword.Names.Contains) ? types : null;

    private static IReadOnlyList<string>? Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : null;

    private static ExactNumber? Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? ExactNumber.TryParse(value.GetRawText()) : null;

    // 2.0 is a count too; one larger than any text is as good as the largest.
    private static long? Count(JsonElement value) =>
        value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var count) || count < 0 || Math.Floor(count) != count ? null
        : count >= long.MaxValue ? long.MaxValue : (long)count;

    private EcmaPattern? Pattern(JsonElement value) => value.ValueKind == JsonValueKind.String ? Pattern(value.GetString()!) : null;

    private EcmaPattern? Pattern(string text) => (_nodes += NodesPerPattern) > MostNodes ? null : EcmaPattern.TryParse(text);
}
