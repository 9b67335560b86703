using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;

namespace TrainForge.Data.Quality;

/// <summary>How one example called one tool. Only calls that did not fail are counted.</summary>
/// <param name="Schema">Names the schema that was declared; 0 when none was.</param>
/// <param name="Arguments">Of all calls together; null where there were none, or a schema says what they should be.</param>
internal sealed record CalledTool(string Name, ulong Schema, int Calls, ValueShape? Arguments);

/// <summary>Which tools an example was offered and called, and with arguments of which shape. No values.</summary>
internal sealed class ToolCallSketch : ISketch
{
    // What is beyond is not seen. A schema is found from many examples; one with more tools than this is no better witness.
    private const int MostTools = 48;
    private const int MostPlaces = 100;
    private const int MostNameCharacters = 64;

    public static ToolCallSketch Instance { get; } = new();

    public string Name => "tool-calls";

    public string Fingerprint => "2";

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
            var (name, schema, calls, isSeen) = (eye.ReadString(), eye.ReadUInt64(), eye.Read7BitEncodedInt(), eye.ReadBoolean());
            tools.Add(new CalledTool(name, schema, calls, isSeen ? ValueShape.Read(eye) : null));
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
        pen.Write(name);
        pen.Write(schema);
        pen.Write7BitEncodedInt(calls.Count);
        var isSeen = schema == 0 && calls.Count > 0;
        pen.Write(isSeen);
        if (isSeen)
        {
            var shape = new ValueShape();
            calls.ForEach(call => shape.Add(call, ValueShape.MostLevels));
            for (var levels = ValueShape.MostLevels; levels > 1 && shape.Places > MostPlaces;)
            {
                shape.Cut(--levels);
            }

            shape.Write(pen);
        }
    }
}
