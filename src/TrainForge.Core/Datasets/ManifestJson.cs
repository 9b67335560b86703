using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Datasets;

/// <summary>MANIFEST.json, written and read.</summary>
public static class ManifestJson
{
    public const string HashField = "content_hash";

    public static byte[] ToPage(DatasetManifest manifest) => JsonForm.ToPage(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema_version", DatasetManifest.CurrentSchema);
        json.WriteString("name", manifest.Name);
        json.WriteString(HashField, manifest.ContentHash);
        json.WriteNumber("groups", manifest.Groups);
        json.List("files", manifest.Files, Write);
        json.List("stages", manifest.Stages, Write);
        Counts(json, "tools", manifest.Tools);
        Counts(json, "models", manifest.Models);
        Counts(json, "redactions", manifest.Redactions);

        // Not as written but indented with the rest: people read this file.
        json.WritePropertyName("options");
        manifest.Options.ToElement().WriteTo(json);
        json.WriteEndObject();
    });

    /// <exception cref="JsonException">The text is no manifest this version understands.</exception>
    public static DatasetManifest Read(ReadOnlyMemory<byte> utf8) => JsonFields.Parse(utf8, Read);

    private static DatasetManifest Read(JsonElement value)
    {
        value.RequireSchema(DatasetManifest.CurrentSchema);
        return new DatasetManifest
        {
            Name = value.RequiredText("name"),
            ContentHash = value.RequiredText(HashField),
            Groups = value.Long("groups") ?? 0,
            Files = value.List("files", f => new DatasetFile(f.RequiredText("path"), f.Long("bytes") ?? 0, f.RequiredText("sha256"), f.Long("rows") ?? 0)),
            Stages = value.List("stages", s => new StageRecord(s.RequiredText("name"), s.Long("in") ?? 0, s.Long("out") ?? 0, Counts(s, "dropped"), Counts(s, "cut"))),
            Tools = Counts(value, "tools"),
            Models = Counts(value, "models"),
            Redactions = Counts(value, "redactions"),
            Options = value.Raw("options") ?? JsonText.EmptyObject,
        };
    }

    private static void Write(Utf8JsonWriter json, DatasetFile file)
    {
        json.WriteStartObject();
        json.WriteString("path", file.Path);
        json.WriteNumber("rows", file.Rows);
        json.WriteNumber("bytes", file.Bytes);
        json.WriteString("sha256", file.Sha256);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StageRecord stage)
    {
        json.WriteStartObject();
        json.WriteString("name", stage.Name);
        json.WriteNumber("in", stage.In);
        json.WriteNumber("out", stage.Out);
        Counts(json, "dropped", stage.Dropped);
        Counts(json, "cut", stage.Cut);
        json.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(key, count);
        }

        json.WriteEndObject();
    }

    private static SortedDictionary<string, long> Counts(JsonElement value, string name)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        if (value.Field(name) is { } field)
        {
            foreach (var count in field.EnumerateObject())
            {
                counts[count.Name] = field.Long(count.Name) ?? 0;
            }
        }

        return counts;
    }
}
