using System.Globalization;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Hashing;
using TrainForge.Options;

namespace TrainForge.Data.Quality;

/// <summary>
/// What the tools take today, from a file: a list of tools as OpenAI or Anthropic write them, an answer of an MCP server to
/// tools/list, or an object with a schema for each name.
/// </summary>
internal sealed class ToolSignatures
{
    /// <summary>As manifests call the hash of the file.</summary>
    public const string HashName = "tool_signatures";

    private const long MostBytes = 64 * 1024 * 1024;
    private const int MostLevels = 3;

    private readonly Dictionary<string, JsonText> _schemas = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly byte[] _utf8;

    private ToolSignatures(string path, byte[] utf8) => (_path, _utf8) = (path, utf8);

    /// <summary>Of the file as it is.</summary>
    public string Hash => Sha256.Of(_utf8);

    /// <summary>Without the folder: folders differ between machines.</summary>
    public string Name => Path.GetFileName(_path);

    public IReadOnlyDictionary<string, JsonText> Schemas => _schemas;

    /// <summary>Null when the settings name no file.</summary>
    public static ToolSignatures? Load(string named, string baseFolder)
    {
        if (named.Length == 0)
        {
            return null;
        }

        var path = Path.Combine(baseFolder, named);
        var bytesThere = FileStamp.Of(path).Bytes;
        if (bytesThere is < 0 or > MostBytes)
        {
            throw new TrainForgeException(bytesThere < 0 ? Rules.ToolSignaturesMissing.Here(named) : Rules.ToolSignaturesUnreadable.At(new SourcePoint(path), $"It has more than {MostBytes.ToString(CultureInfo.InvariantCulture)} bytes."));
        }

        var bytes = File.ReadAllBytes(path);
        var signatures = new ToolSignatures(path, bytes);
        signatures.Read();
        return signatures;
    }

    /// <summary>A line with what tells whether the file was changed, or is gone; none when the settings name no file.</summary>
    public static IEnumerable<string> Stamps(string named, string baseFolder) =>
        named.Length == 0 ? []
        : FileStamp.Of(Path.Combine(baseFolder, named)) is { Bytes: >= 0 } file ? [string.Create(CultureInfo.InvariantCulture, $"signatures {file.Bytes}|{file.ModifiedTicks}")]
        : ["signatures not there"];

    private void Read()
    {
        var start = _utf8.AsSpan().StartsWith(System.Text.Encoding.UTF8.Preamble) ? System.Text.Encoding.UTF8.Preamble.Length : 0;
        try
        {
            var reader = new Utf8JsonReader(_utf8.AsSpan(start), new JsonReaderOptions { MaxDepth = JsonForm.Reading.MaxDepth });
            reader.Read();
            var from = start + (int)reader.TokenStartIndex;
            reader.Skip();
            var value = from..(start + (int)reader.BytesConsumed);
            if (reader.Read())
            {
                throw Fault(start + (int)reader.TokenStartIndex, "Something follows the first value.");
            }

            Read(value, levels: MostLevels);
        }
        catch (JsonException e)
        {
            throw new TrainForgeException(Rules.ToolSignaturesUnreadable.At(new SourcePoint(_path, 1 + (int)(e.LineNumber ?? 0)), JsonFields.Sentence(e)), e);
        }
        catch (InvalidOperationException e)
        {
            // Half a letter in a name: it says nothing of where.
            throw new TrainForgeException(Rules.ToolSignaturesUnreadable.At(new SourcePoint(_path), "A text in it holds half a letter."), e);
        }
    }

    private void Read(Range value, int levels)
    {
        var children = Children(value, out var isList);
        if (isList)
        {
            children.ForEach(tool => AddTool(tool.Value));
        }
        else if (Only(children, "tools", JsonTokenType.StartArray) is { } tools)
        {
            Children(tools, out _).ForEach(tool => AddTool(tool.Value));
        }
        else if (levels > 0 && Only(children, "result", JsonTokenType.StartObject) is { } result && children.Exists(c => c.Name == "jsonrpc"))
        {
            Read(result, levels - 1);
        }
        else
        {
            children.ForEach(tool => Add(tool.Name!, tool.Value, tool.Value));
        }
    }

    private void AddTool(Range value)
    {
        var tool = Element(value);
        var said = tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("function", out var function) ? function : tool;
        if (said.ValueKind != JsonValueKind.Object || !said.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
        {
            throw Fault(value.Start.Value, "A tool in the list has no 'name'.");
        }

        // A tool without one takes nothing, or what it takes nobody says.
        foreach (var field in new[] { "parameters", "inputSchema", "input_schema" })
        {
            if (said.TryGetProperty(field, out var schema) && schema.ValueKind != JsonValueKind.Null)
            {
                Add(name.GetString()!, schema, value);
                return;
            }
        }
    }

    private void Add(string name, Range schema, Range where) => Add(name, Element(schema), where);

    private void Add(string name, JsonElement schema, Range where)
    {
        if (schema.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False))
        {
            throw Fault(where.Start.Value, $"What stands for '{Short(name)}' is no JSON Schema: it must be an object, true or false.");
        }

        if (!_schemas.TryAdd(name, JsonText.Parse(schema.GetRawText())))
        {
            throw Fault(where.Start.Value, $"The tool '{Short(name)}' stands in it twice.");
        }
    }

    // With their places, which a parsed document does not know.
    private List<(string? Name, Range Value)> Children(Range value, out bool isList)
    {
        var from = value.Start.Value;
        var reader = new Utf8JsonReader(_utf8.AsSpan(value), new JsonReaderOptions { MaxDepth = JsonForm.Reading.MaxDepth });
        reader.Read();
        isList = reader.TokenType == JsonTokenType.StartArray;
        if (!isList && reader.TokenType != JsonTokenType.StartObject)
        {
            throw Fault(from, "It is neither a list of tools nor an object.");
        }

        var found = new List<(string?, Range)>();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            string? name = null;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString();
                reader.Read();
            }

            var start = from + (int)reader.TokenStartIndex;
            reader.Skip();
            found.Add((name, start..(from + (int)reader.BytesConsumed)));
        }

        return found;
    }

    private Range? Only(List<(string? Name, Range Value)> children, string name, JsonTokenType begin) =>
        children.Where(c => c.Name == name && _utf8[c.Value.Start.Value] == (begin == JsonTokenType.StartArray ? '[' : '{')).Select(c => (Range?)c.Value).FirstOrDefault();

    private JsonElement Element(Range value)
    {
        using var document = JsonDocument.Parse(_utf8.AsMemory(value), JsonForm.Reading);
        return document.RootElement.Clone();
    }

    private TrainForgeException Fault(int at, string what) =>
        new(Rules.ToolSignaturesUnreadable.At(new SourcePoint(_path, 1 + _utf8.AsSpan(0, at).Count((byte)'\n')), what));

    private static string Short(string name) => string.Concat(name.Take(80).Where(c => !char.IsControl(c)));
}
