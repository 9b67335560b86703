using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;

namespace TrainForge.Data.Quality;

/// <summary>Kinds of JSON values, as a set.</summary>
[Flags]
internal enum ValueKinds
{
    None = 0,
    Object = 1,
    Array = 2,
    Text = 4,
    Whole = 8,
    Number = 16,
    Switch = 32,
    Null = 64,
}

/// <summary>How one example called one tool. Only calls that did not fail are counted.</summary>
/// <param name="Schema">Names the schema that was declared; 0 when none was.</param>
internal sealed record CalledTool(string Name, ulong Schema, int Calls, IReadOnlyList<(string Name, int Count, ValueKinds Kinds)> Fields);

/// <summary>Which tools an example was offered and called, and with arguments of which shape. No values.</summary>
internal sealed class ToolCallSketch : ISketch
{
    // What is beyond is not seen. A schema is found from many examples; one with more tools than this is no better witness.
    private const int MostTools = 48;
    private const int MostFields = 32;
    private const int MostNameCharacters = 64;

    public static ToolCallSketch Instance { get; } = new();

    public string Name => "tool-calls";

    public string Fingerprint => "1";

    public byte[] Of(Example example)
    {
        var declared = new SortedDictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var tool in example.Tools)
        {
            declared[tool.Name] = Digest(tool.Schema);
        }

        var calls = Sound(example.Messages).GroupBy(c => c.Call.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(c => c.Arguments).ToList(), StringComparer.Ordinal);
        using var bytes = new MemoryStream();
        using (var pen = new BinaryWriter(bytes, Encoding.UTF8))
        {
            foreach (var name in calls.Keys.Concat(declared.Keys).Distinct(StringComparer.Ordinal).Where(n => n.Length <= MostNameCharacters).OrderBy(n => !calls.ContainsKey(n)).ThenBy(n => n, StringComparer.Ordinal).Take(MostTools))
            {
                Write(pen, name, declared.GetValueOrDefault(name), calls.GetValueOrDefault(name) ?? []);
            }
        }

        return bytes.ToArray();
    }

    public static IReadOnlyList<CalledTool> Read(ReadOnlySpan<byte> sketch)
    {
        var tools = new List<CalledTool>();
        using var eye = new BinaryReader(new MemoryStream(sketch.ToArray()), Encoding.UTF8);
        while (eye.BaseStream.Position < eye.BaseStream.Length)
        {
            var (name, schema, calls, fields) = (eye.ReadString(), eye.ReadUInt64(), eye.Read7BitEncodedInt(), new (string, int, ValueKinds)[eye.ReadByte()]);
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = (eye.ReadString(), eye.Read7BitEncodedInt(), (ValueKinds)eye.ReadByte());
            }

            tools.Add(new CalledTool(name, schema, calls, fields));
        }

        return tools;
    }

    /// <summary>Calls that did not fail and whose arguments are an object, with the place of their message.</summary>
    public static IEnumerable<(ToolCall Call, JsonElement Arguments, int Message)> Sound(IReadOnlyList<Message> messages)
    {
        foreach (var link in ToolLinks.Of(messages).All.Where(l => l.Result is not { IsError: true }))
        {
            if (link.Call.Arguments?.ToElement() is { ValueKind: JsonValueKind.Object } arguments)
            {
                yield return (link.Call, arguments, link.CallMessage);
            }
        }
    }

    /// <summary>Never 0 for a schema.</summary>
    public static ulong Digest(JsonText? schema) => schema is null ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(schema.Text))) | 1;

    private static void Write(BinaryWriter pen, string name, ulong schema, List<JsonElement> calls)
    {
        var fields = new SortedDictionary<string, (int Count, ValueKinds Kinds)>(StringComparer.Ordinal);
        foreach (var field in calls.SelectMany(c => c.EnumerateObject().DistinctBy(f => f.Name, StringComparer.Ordinal)))
        {
            var (count, kinds) = fields.GetValueOrDefault(field.Name);
            fields[field.Name] = (count + 1, kinds | Kind(field.Value));
        }

        List<KeyValuePair<string, (int Count, ValueKinds Kinds)>> kept = [.. fields.Where(f => f.Key.Length <= MostNameCharacters).OrderByDescending(f => f.Value.Count).ThenBy(f => f.Key, StringComparer.Ordinal).Take(MostFields)];
        pen.Write(name);
        pen.Write(schema);
        pen.Write7BitEncodedInt(calls.Count);
        pen.Write((byte)kept.Count);
        foreach (var (field, (count, kinds)) in kept)
        {
            pen.Write(field);
            pen.Write7BitEncodedInt(count);
            pen.Write((byte)kinds);
        }
    }

    private static ValueKinds Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => ValueKinds.Object,
        JsonValueKind.Array => ValueKinds.Array,
        JsonValueKind.String => ValueKinds.Text,
        JsonValueKind.Number => Schemas.ExactNumber.TryParse(value.GetRawText()) is { IsWhole: true } ? ValueKinds.Whole : ValueKinds.Number,
        JsonValueKind.True or JsonValueKind.False => ValueKinds.Switch,
        _ => ValueKinds.Null,
    };
}
