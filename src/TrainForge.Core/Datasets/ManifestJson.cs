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
        Splits(json, manifest.Splits);
        if (manifest.Tokens is { } tokens)
        {
            TokensJson.Write(json, tokens);
        }

        Counts(json, "tools", manifest.Tools);
        Counts(json, "commands", manifest.Commands);
        Counts(json, "models", manifest.Models);
        json.List("drift", manifest.Drift, Write);
        json.List("terms", manifest.Terms, Write);
        Counts(json, "redactions", manifest.Redactions);
        json.WriteStartObject("hashes");
        foreach (var (name, hash) in manifest.Hashes.OrderBy(h => h.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, hash);
        }

        json.WriteEndObject();

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
            Stages = value.List("stages", s => new StageRecord(s.RequiredText("name"), s.Long("in") ?? 0, s.Long("out") ?? 0, Counts(s, "dropped"), Counts(s, "cut")) { Notes = Counts(s, "notes"), Before = Counts(s, "before"), After = Counts(s, "after") }),
            Tools = Counts(value, "tools"),
            Splits = value.Field("splits") is { } sides
                ? sides.EnumerateObject().ToDictionary(s => s.Name, s => new SideCount(s.Value.Long("groups") ?? 0, s.Value.Long("examples") ?? 0), StringComparer.Ordinal)
                : [],
            Tokens = value.Field("tokens") is { } tokens ? TokensJson.Read(tokens) : null,
            Commands = Counts(value, "commands"),
            Models = Counts(value, "models"),
            Drift = value.List("drift", d => new DriftCount(d.RequiredText("tool"), d.RequiredText("field"), d.RequiredText("keyword"), d.Long("calls") ?? 0)),
            Terms = value.List("terms", t => new TermsCount(ConversationReader.Terms(t), t.Long("rows") ?? 0)),
            Hashes = value.Field("hashes") is { } hashes ? hashes.EnumerateObject().ToDictionary(h => h.Name, h => hashes.RequiredText(h.Name), StringComparer.Ordinal) : [],
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
        if (stage.Notes.Count > 0)
        {
            Counts(json, "notes", stage.Notes);
        }

        if (stage.After.Count > 0)
        {
            Counts(json, "before", stage.Before);
            Counts(json, "after", stage.After);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DriftCount drift)
    {
        json.WriteStartObject();
        json.WriteString("tool", drift.Tool);
        json.WriteString("field", drift.Field);
        json.WriteString("keyword", drift.Keyword);
        json.WriteNumber("calls", drift.Calls);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, TermsCount count)
    {
        json.WriteStartObject();
        json.Text("vendor", count.Terms.Vendor);
        json.Text("model", count.Terms.Model);
        json.Text("license", count.Terms.License);
        json.Text("consent", count.Terms.Consent);
        json.WriteNumber("rows", count.Rows);
        json.WriteEndObject();
    }

    private static void Splits(Utf8JsonWriter json, IReadOnlyDictionary<string, SideCount> sides)
    {
        json.WriteStartObject("splits");
        foreach (var (name, side) in sides.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(name);
            json.WriteNumber("groups", side.Groups);
            json.WriteNumber("examples", side.Examples);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    internal static void Counts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(key, count);
        }

        json.WriteEndObject();
    }

    internal static SortedDictionary<string, long> Counts(JsonElement value, string name)
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
