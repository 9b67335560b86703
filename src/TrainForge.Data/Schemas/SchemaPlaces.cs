using System.Globalization;
using System.Text.Json;

namespace TrainForge.Data.Schemas;

/// <summary>
/// Where a reference leads inside one document: a JSON pointer, an anchor, or the $id of a schema within. Nothing outside is
/// ever looked for.
/// </summary>
internal sealed class SchemaPlaces
{
    private static readonly Uri NoBase = new("schema://here/");

    private static readonly string[] Single =
    [
        "additionalItems", "additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties",
    ];

    private static readonly string[] Lists = ["allOf", "anyOf", "items", "oneOf", "prefixItems"];

    private static readonly string[] Maps = ["$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties"];

    private readonly Dictionary<string, (JsonElement Schema, Uri Base)> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (JsonElement Schema, Uri Base)> _anchors = new(StringComparer.Ordinal);

    public SchemaPlaces(JsonElement root)
    {
        Root = BaseOf(root, NoBase);
        _resources[Key(NoBase)] = (root, Root);
        Walk(root, NoBase);
    }

    public Uri Root { get; }

    /// <summary>The base that references inside a schema start from.</summary>
    public static Uri BaseOf(JsonElement schema, Uri around) =>
        (Text(schema, "$id") ?? Text(schema, "id")) is { } id && !id.StartsWith('#') && Uri.TryCreate(around, id, out var own) ? own : around;

    /// <summary>The schema a reference names, with a name for its place and the base for references inside it; null when there is none in this document.</summary>
    public (string Place, JsonElement Schema, Uri Base)? Find(string reference, Uri from)
    {
        var mark = reference.IndexOf('#', StringComparison.Ordinal);
        var fragment = mark < 0 ? "" : Uri.UnescapeDataString(reference[(mark + 1)..]);
        var resource = mark == 0 ? from : Uri.TryCreate(from, mark < 0 ? reference : reference[..mark], out var other) ? other : null;
        if (resource is null)
        {
            return null;
        }

        if (fragment.Length > 0 && fragment[0] != '/')
        {
            var key = Key(resource) + "#" + fragment;
            return _anchors.TryGetValue(key, out var anchored) ? (key, anchored.Schema, anchored.Base) : null;
        }

        return _resources.TryGetValue(Key(resource), out var found) ? Follow(fragment, found.Schema, found.Base, Key(resource)) : null;
    }

    private static (string Place, JsonElement Schema, Uri Base)? Follow(string pointer, JsonElement at, Uri from, string key)
    {
        foreach (var step in pointer.Split('/').Skip(1).Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out var field))
            {
                at = field;
            }
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < at.GetArrayLength())
            {
                at = at[place];
            }
            else
            {
                return null;
            }

            from = BaseOf(at, from);
        }

        return ($"{key}#{pointer}", at, from);
    }

    private void Walk(JsonElement schema, Uri around)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var own = BaseOf(schema, around);
        if (own != around)
        {
            _resources.TryAdd(Key(own), (schema, own));
        }

        foreach (var anchor in new[] { Text(schema, "$anchor"), Text(schema, "$dynamicAnchor"), Hash(Text(schema, "$id")), Hash(Text(schema, "id")) })
        {
            if (anchor is not null)
            {
                _anchors.TryAdd(Key(own) + "#" + anchor, (schema, own));
            }
        }

        foreach (var inner in Inside(schema))
        {
            Walk(inner, own);
        }
    }

    private static IEnumerable<JsonElement> Inside(JsonElement schema) =>
    [
        .. Single.SelectMany(name => schema.TryGetProperty(name, out var inner) ? [inner] : Array.Empty<JsonElement>()),
        .. Lists.SelectMany(name => schema.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Array ? inner.EnumerateArray().ToArray() : []),
        .. Maps.SelectMany(name => schema.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object ? inner.EnumerateObject().Select(f => f.Value).ToArray() : []),
    ];

    private static string? Text(JsonElement schema, string name) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Hash(string? id) => id is ['#', _, ..] ? id[1..] : null;

    private static string Key(Uri uri) => uri.AbsoluteUri.Split('#')[0];
}
