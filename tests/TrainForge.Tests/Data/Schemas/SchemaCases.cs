using System.Globalization;
using System.Text;

namespace TrainForge.Tests.Data.Schemas;

/// <summary>Schemas and values drawn at random from what tools write, the same for the same seed. Values are near what the schema asks, so that both answers occur.</summary>
internal sealed class SchemaCases(int seed)
{
    private static readonly string[] Names = ["a", "b", "c", "path", "x-1"];
    private static readonly string[] Types = ["object", "array", "string", "number", "integer", "boolean", "null"];
    private static readonly string[] Patterns = ["^a", "b$", "^[a-c]+$", "\\\\d", "^.{1,3}$", "^(?!a)", "\\\\s|\\\\w", "[^a]", "^\\\\p{Lu}"];
    private static readonly string[] Texts = ["", "a", "ab", "abc", "1", "path", "Ä", "😀", "b\\n", " "];
    private static readonly string[] Numbers = ["0", "1", "-1", "2", "3", "1.0", "0.5", "2.5", "10", "1e2", "0.01", "1.5"];

    private readonly Random _random = new(seed);
    private bool _isDefining;

    public string Schema(int depth = 3)
    {
        if (_random.Next(12) == 0)
        {
            return Any("true", "false", "{}");
        }

        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = _random.Next(1, 5); i > 0; i--)
        {
            var (name, value) = Keyword(depth);
            fields[name] = value;
        }

        if (depth == 3)
        {
            // Without references of their own: a schema that names itself ends nowhere, and is tested by hand.
            _isDefining = true;
            fields["$defs"] = $"{{\"d\":{Schema(1)},\"e\":{Schema(0)}}}";
            _isDefining = false;
        }

        return Object(fields.Select(f => (f.Key, f.Value)));
    }

    public string Value(int depth = 3) => _random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => Any(Numbers),
        1 => $"\"{Any(Texts)}\"",
        2 => Any("true", "false"),
        3 => "null",
        4 => Any(Numbers),
        5 => $"[{string.Join(',', Several(() => Value(depth - 1)))}]",
        _ => Object(Several(() => Any(Names)).Distinct().Select(n => (n, Value(depth - 1)))),
    };

    private (string Name, string Value) Keyword(int depth)
    {
        switch (_random.Next(depth > 0 ? 36 : 17))
        {
            case 0 or 1: return ("type", $"\"{Any(Types)}\"");
            case 2: return ("type", $"[{string.Join(',', Several(() => Any(Types), 1).Distinct().Select(t => $"\"{t}\""))}]");
            case 3: return ("enum", $"[{string.Join(',', Several(() => Value(1), 1).Distinct())}]");
            case 4: return ("const", Value(1));
            case 5: return ("minimum", Any(Numbers));
            case 6: return ("maximum", Any(Numbers));
            case 7: return ("exclusiveMinimum", Any(Numbers));
            case 8: return ("exclusiveMaximum", Any(Numbers));
            case 9: return ("multipleOf", Any("1", "2", "0.5", "3", "2.5"));
            case 10: return (Any("minLength", "minItems", "minProperties"), Count());
            case 11: return (Any("maxLength", "maxItems", "maxProperties"), Count());
            case 12: return ("pattern", $"\"{Any(Patterns)}\"");
            case 13: return ("required", Fields());
            case 14: return ("uniqueItems", Any("true", "false"));
            case 15: return ("dependentRequired", $"{{\"{Any(Names)}\":{Fields()}}}");
            case 16 when _isDefining: return ("type", "\"string\"");
            case 16: return ("$ref", Any("\"#/$defs/d\"", "\"#/$defs/e\""));
            case 17 or 18 or 19 or 20: return ("properties", Object(Several(() => Any(Names), 1).Distinct().Select(n => (n, Schema(depth - 1)))));
            case 21: return ("patternProperties", Object([(Any(Patterns), Schema(depth - 1))]));
            case 22: return ("additionalProperties", Schema(depth - 1));
            case 23: return ("propertyNames", Schema(0));
            case 24 or 25: return ("items", Schema(depth - 1));
            case 26: return ("prefixItems", $"[{string.Join(',', Several(() => Schema(depth - 1), 1))}]");
            case 27: return ("contains", Schema(depth - 1));
            case 28 or 29: return (Any("allOf", "anyOf", "oneOf"), $"[{string.Join(',', Several(() => Schema(depth - 1), 1))}]");
            case 30: return ("not", Schema(depth - 1));
            case 31: return (Any("if", "then", "else"), Schema(depth - 1));
            case 32: return ("dependentSchemas", $"{{\"{Any(Names)}\":{Schema(depth - 1)}}}");
            case 33: return ("unevaluatedProperties", Schema(0));
            case 34: return ("unevaluatedItems", Schema(0));
            default: return (Any("minContains", "maxContains"), Count());
        }
    }

    private string Fields() => $"[{string.Join(',', Several(() => Any(Names), 1).Distinct().Select(n => $"\"{n}\""))}]";

    private string Count() => _random.Next(4).ToString(CultureInfo.InvariantCulture);

    private string Any(params string[] words) => words[_random.Next(words.Length)];

    private string[] Several(Func<string> make, int least = 0) => [.. Enumerable.Range(0, _random.Next(least, 4)).Select(_ => make())];

    private static string Object(IEnumerable<(string Name, string Value)> fields) =>
        new StringBuilder("{").AppendJoin(',', fields.Select(f => $"\"{f.Name}\":{f.Value}")).Append('}').ToString();
}
