using System.Text.Json;
using TrainForge.Data.Schemas.Keywords;

namespace TrainForge.Data.Schemas;

/// <summary>Makes of a schema's text what judges. References are followed last, from a list, so that a chain of them costs no stack.</summary>
internal sealed partial class SchemaReader
{
    private const int MostNodes = 50_000;

    // To make one takes a millisecond.
    private const int NodesPerPattern = 100;

    private static readonly HashSet<string> SaysNothing = new(StringComparer.Ordinal)
    {
        "$anchor", "$comment", "$defs", "$dynamicAnchor", "$id", "$schema", "$vocabulary", "contentEncoding", "contentMediaType", "contentSchema", "default", "definitions",
        "deprecated", "description", "discriminator", "example", "examples", "externalDocs", "format", "id", "markdownDescription", "readOnly", "title", "writeOnly", "xml",
    };

    private readonly JsonElement _document;
    private readonly SchemaPlaces _places;
    private readonly bool _isOld;
    private readonly HashSet<string> _notJudged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaNode> _targets = new(StringComparer.Ordinal);
    private readonly Queue<(string Place, JsonElement Schema, Uri Base, List<ReferenceKeyword> From)> _open = [];
    private readonly Dictionary<string, List<ReferenceKeyword>> _waiting = new(StringComparer.Ordinal);
    private int _nodes;

    public SchemaReader(JsonElement document)
    {
        _document = document;
        _places = new SchemaPlaces(document);
        _isOld = IsOld();
    }

    public IReadOnlyCollection<string> NotJudged => _notJudged;

    /// <returns>Null when the schema is too large to be meant.</returns>
    public SchemaNode? Read()
    {
        var root = Node(_document, _places.Root);
        while (_open.TryDequeue(out var next) && _nodes <= MostNodes)
        {
            var target = Node(next.Schema, next.Base);
            _targets[next.Place] = target;
            next.From.ForEach(r => r.Target = target);
        }

        return _nodes <= MostNodes ? root : null;
    }

    // Up to draft 7 nothing counts beside $ref.
    private bool IsOld()
    {
        if (_document.ValueKind != JsonValueKind.Object || !_document.TryGetProperty("$schema", out var dialect))
        {
            return false;
        }

        var name = dialect.ValueKind == JsonValueKind.String ? dialect.GetString()!.TrimEnd('#') : "";
        var isOld = name.StartsWith("http://json-schema.org/draft-0", StringComparison.Ordinal);
        if (!isOld && name is not ("https://json-schema.org/draft/2020-12/schema" or "https://json-schema.org/draft/2019-09/schema" or "http://json-schema.org/schema"))
        {
            _notJudged.Add("$schema");
        }

        return isOld;
    }

    private SchemaNode Node(JsonElement schema, Uri around)
    {
        if (++_nodes > MostNodes || schema.ValueKind is JsonValueKind.True)
        {
            return new SchemaNode();
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            if (schema.ValueKind != JsonValueKind.False)
            {
                _notJudged.Add("schema");
            }

            return new SchemaNode { IsNever = schema.ValueKind == JsonValueKind.False };
        }

        // Of a key that stands twice the last counts.
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in schema.EnumerateObject())
        {
            fields[field.Name] = field.Value;
        }

        return new SchemaNode { Keywords = [.. Keywords(fields, SchemaPlaces.BaseOf(schema, around))] };
    }

    private ReferenceKeyword? Reference(JsonElement value, Uri from)
    {
        if (value.ValueKind != JsonValueKind.String || _places.Find(value.GetString()!, from) is not var (place, schema, itsBase))
        {
            _notJudged.Add("$ref");
            return null;
        }

        var reference = new ReferenceKeyword { Target = _targets.GetValueOrDefault(place) };
        if (reference.Target is null && _waiting.TryGetValue(place, out var others))
        {
            others.Add(reference);
        }
        else if (reference.Target is null)
        {
            _waiting[place] = [reference];
            _open.Enqueue((place, schema, itsBase, _waiting[place]));
        }

        return reference;
    }
}
