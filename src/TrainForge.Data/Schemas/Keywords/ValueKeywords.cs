using System.Text.Json;

namespace TrainForge.Data.Schemas.Keywords;

/// <summary>type, with null beside it where OpenAPI's 'nullable' says so.</summary>
internal sealed class TypeKeyword(IReadOnlyCollection<string> types) : SchemaKeyword("type")
{
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal) { "object", "array", "string", "number", "integer", "boolean", "null" };

    public override bool Holds(JsonElement value, Judging judging, Marks? marks) => types.Any(type => Is(value, type, judging));

    private static bool Is(JsonElement value, string type, Judging judging) => value.ValueKind switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number" || (type == "integer" && NumberKeyword.Read(value, judging) is { IsWhole: true }),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => type == "null",
    };
}

/// <summary>enum, and const as an enum of one.</summary>
internal sealed class EnumKeyword(string name, IEnumerable<JsonElement> values) : SchemaKeyword(name)
{
    private const int CharactersPerStep = 16;

    private readonly HashSet<string> _keys = values.Select(ValueKey.Of).ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<JsonValueKind> _kinds = values.Select(v => v.ValueKind).ToHashSet();

    public override bool Holds(JsonElement value, Judging judging, Marks? marks)
    {
        if (!_kinds.Contains(value.ValueKind))
        {
            return false;
        }

        var key = ValueKey.Of(value);
        judging.Spend(key.Length / CharactersPerStep);
        return _keys.Contains(key);
    }
}

/// <summary>minimum, maximum, exclusiveMinimum, exclusiveMaximum and multipleOf, exact to the last digit.</summary>
internal sealed class NumberKeyword(string name, Func<ExactNumber, bool> holds) : SchemaKeyword(name)
{
    public override bool Holds(JsonElement value, Judging judging, Marks? marks) =>
        value.ValueKind != JsonValueKind.Number || (Read(value, judging) is { } number && holds(number));

    public static ExactNumber? Read(JsonElement value, Judging judging)
    {
        var number = ExactNumber.TryParse(value.GetRawText());
        if (number is null)
        {
            judging.GiveUp("number-too-long");
        }

        return number;
    }
}

/// <summary>minLength and maxLength: letters as Unicode counts them, not halves of them.</summary>
internal sealed class LengthKeyword(string name, long bound, bool isMost) : SchemaKeyword(name)
{
    private const int CharactersPerStep = 64;

    public override bool Holds(JsonElement value, Judging judging, Marks? marks)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return true;
        }

        var text = value.GetString()!;
        judging.Spend(text.Length / CharactersPerStep);
        var letters = text.EnumerateRunes().LongCount();
        return isMost ? letters <= bound : letters >= bound;
    }
}

internal sealed class PatternKeyword(EcmaPattern pattern) : SchemaKeyword("pattern")
{
    private const int CharactersPerStep = 16;
    private const int StepsOfBacktracking = 500;

    public override bool Holds(JsonElement value, Judging judging, Marks? marks) =>
        value.ValueKind != JsonValueKind.String || IsMatch(pattern, value.GetString()!, judging);

    public static bool IsMatch(EcmaPattern pattern, string text, Judging judging)
    {
        judging.Spend(1 + (text.Length / CharactersPerStep) + (pattern.Backtracks ? StepsOfBacktracking : 0));
        if (pattern.IsMatch(text) is { } isMatch)
        {
            return isMatch;
        }

        judging.GiveUp("too-much-work");
        return false;
    }
}
