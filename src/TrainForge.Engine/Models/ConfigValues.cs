using System.Text.Json;
using TrainForge.Diagnostics;

namespace TrainForge.Engine.Models;

/// <summary>Settings out of a JSON object, each checked for its type. A JSON null counts as absent, as Python writes it.</summary>
internal readonly struct ConfigValues
{
    private readonly JsonElement _root;
    private readonly string _file;

    public ConfigValues(JsonElement root, string file)
    {
        _root = root;
        _file = file;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("it is not a JSON object");
        }
    }

    public bool Has(string name) => _root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public string Raw(string name) => Has(name) ? _root.GetProperty(name).GetRawText() : "";

    public int Size(string name) => Has(name) ? Size(name, 0) : throw Wrong($"'{name}' is missing");

    public int Size(string name, int absent)
    {
        if (!Has(name))
        {
            return absent;
        }

        var value = _root.GetProperty(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var size) ? size : throw Wrong($"'{name}' is not a whole number");
    }

    public double Number(string name, double absent)
    {
        if (!Has(name))
        {
            return absent;
        }

        var value = _root.GetProperty(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : throw Wrong($"'{name}' is not a number");
    }

    public bool Flag(string name, bool absent) => !Has(name) ? absent : _root.GetProperty(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong($"'{name}' is neither true nor false"),
    };

    public string Text(string name, string absent)
    {
        if (!Has(name))
        {
            return absent;
        }

        var value = _root.GetProperty(name);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong($"'{name}' is not text");
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (!Has(name))
        {
            return [];
        }

        var texts = new List<string>();
        var value = _root.GetProperty(name);
        foreach (var item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong($"'{name}' is not a list"))
        {
            texts.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong($"'{name}' is not a list of texts"));
        }

        return texts;
    }

    /// <summary>One whole number or a list of them.</summary>
    public IReadOnlyList<int> Sizes(string name)
    {
        if (!Has(name))
        {
            return [];
        }

        var value = _root.GetProperty(name);
        if (value.ValueKind != JsonValueKind.Array)
        {
            return [Size(name, 0)];
        }

        var sizes = new List<int>();
        foreach (var item in value.EnumerateArray())
        {
            sizes.Add(item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var size) ? size : throw Wrong($"'{name}' is not a list of whole numbers"));
        }

        return sizes;
    }

    private TrainForgeException Wrong(string what) => new(Rules.ModelConfigUnreadable.Here(_file, what));
}
