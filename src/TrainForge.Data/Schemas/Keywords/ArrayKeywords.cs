using System.Globalization;
using System.Text.Json;

namespace TrainForge.Data.Schemas.Keywords;

/// <summary>prefixItems and items; in older schemas items as a list, and additionalItems.</summary>
internal sealed class ItemsKeyword(IReadOnlyList<SchemaNode> first, SchemaNode? others) : SchemaKeyword("items")
{
    public override bool Holds(JsonElement value, Judging judging, Marks? marks)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        var place = 0;
        foreach (var item in value.EnumerateArray())
        {
            var schema = place < first.Count ? first[place] : others;
            if (schema is null)
            {
                break;
            }

            if (!Holds(schema, item, place, judging, place < first.Count ? "prefixItems" : "items"))
            {
                return false;
            }

            marks?.Add(place);
            place++;
        }

        return true;
    }

    internal static bool Holds(SchemaNode schema, JsonElement item, int place, Judging judging, string keyword) =>
        judging.Inside(
            place.ToString(CultureInfo.InvariantCulture),
            (schema, item, judging, keyword),
            static s => s.schema.Holds(s.item, s.judging, marks: null) || s.judging.Fail(s.keyword));
}

/// <summary>contains, with minContains and maxContains.</summary>
internal sealed class ContainsKeyword(SchemaNode schema, long least, long? most) : SchemaKeyword("contains")
{
    public override bool Holds(JsonElement value, Judging judging, Marks? marks)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        var (found, place) = (0L, 0);
        foreach (var item in value.EnumerateArray())
        {
            if (judging.Quietly(() => schema.Holds(item, judging, marks: null)))
            {
                found++;
                marks?.Add(place);
            }

            place++;
        }

        return found < least ? judging.Fail(least == 1 ? "contains" : "minContains")
            : found > most ? judging.Fail("maxContains")
            : true;
    }
}

/// <summary>minItems and maxItems.</summary>
internal sealed class ItemCountKeyword(string name, long bound, bool isMost) : SchemaKeyword(name)
{
    public override bool Holds(JsonElement value, Judging judging, Marks? marks) =>
        value.ValueKind != JsonValueKind.Array || (isMost ? value.GetArrayLength() <= bound : value.GetArrayLength() >= bound);
}

internal sealed class UniqueItemsKeyword() : SchemaKeyword("uniqueItems")
{
    private const int CharactersPerStep = 16;

    public override bool Holds(JsonElement value, Judging judging, Marks? marks)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        return value.EnumerateArray().All(item =>
        {
            var key = ValueKey.Of(item);
            judging.Spend(key.Length / CharactersPerStep);
            return seen.Add(key);
        });
    }
}

internal sealed class UnevaluatedItemsKeyword(SchemaNode schema) : SchemaKeyword("unevaluatedItems")
{
    public override bool AsksMarks => true;

    public override bool Holds(JsonElement value, Judging judging, Marks? marks)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        var place = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (!marks!.Has(place) && !ItemsKeyword.Holds(schema, item, place, judging, Name))
            {
                return false;
            }

            marks.Add(place);
            place++;
        }

        return true;
    }
}
