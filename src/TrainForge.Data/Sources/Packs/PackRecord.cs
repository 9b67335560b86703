using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Projects;

namespace TrainForge.Data.Sources.Packs;

/// <summary>What a pack says of the file it was made from.</summary>
internal sealed record PackRecord
{
    private const int CurrentSchema = 1;

    public required string Kind { get; init; }

    /// <summary>Of the file, without its folder, redacted.</summary>
    public required string Name { get; init; }

    /// <summary>Of the original, before redaction.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Of the original.</summary>
    public required long Bytes { get; init; }

    public long Lines { get; init; }

    /// <summary>Hash of an earlier original that this one begins with: the same session, brought in before it had ended.</summary>
    public string? Extends { get; init; }

    /// <summary>As the one said who brought it in.</summary>
    public SourceTerms Terms { get; init; } = new();

    /// <summary>Folders that it says it worked in.</summary>
    public IReadOnlyList<WorkFolder> Folders { get; init; } = [];

    public long Conversations { get; init; }

    /// <summary>From the first conversation to the end of the last, either null where there are no times; null where an older version wrote the record.</summary>
    public (DateTimeOffset? Started, DateTimeOffset? Ended)? Span { get; init; }

    /// <summary>Hash of the original's first line: only files that begin alike can be one and its begin. Null in older packs.</summary>
    public string? Head { get; init; }

    public byte[] ToPage(ReadReport report, IReadOnlyDictionary<string, long> redactions) => JsonForm.ToPage(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema_version", CurrentSchema);
        json.WriteString("kind", Kind);
        json.WriteString("name", Name);
        json.WriteString("sha256", Sha256);
        json.WriteNumber("bytes", Bytes);
        json.WriteNumber("lines", Lines);
        json.Text("extends", Extends);
        json.WritePropertyName("terms");
        ConversationWriter.Write(json, Terms);
        json.WriteStartObject("span");
        json.Time("started", Span?.Started);
        json.Time("ended", Span?.Ended);
        json.WriteEndObject();
        json.List("folders", Folders, WorkFolder.Write);
        json.Text("head", Head);
        Numbers(json, "notes", report.Notes);
        Numbers(json, "redactions", redactions);
        json.WriteStartObject("about");
        foreach (var (fact, values) in report.Facts)
        {
            json.List(fact, values, static (list, value) => list.WriteStringValue(value));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>The record with other terms and everything else as it stood, be it of a newer version.</summary>
    public static byte[] Restate(ReadOnlyMemory<byte> utf8, SourceTerms terms) => JsonFields.Parse(utf8, value => JsonForm.ToPage(json =>
    {
        json.WriteStartObject();
        foreach (var field in value.EnumerateObject().Where(f => f.Name != "terms"))
        {
            field.WriteTo(json);
        }

        json.WritePropertyName("terms");
        ConversationWriter.Write(json, terms);
        json.WriteEndObject();
    }));

    /// <exception cref="JsonException">The text is no record this version understands.</exception>
    public static PackRecord Read(ReadOnlyMemory<byte> utf8) => JsonFields.Parse(utf8, value =>
    {
        value.RequireSchema(CurrentSchema);
        return new PackRecord
        {
            Kind = value.RequiredText("kind"),
            Name = value.RequiredText("name"),
            Sha256 = value.RequiredText("sha256"),
            Bytes = value.Long("bytes") ?? throw JsonFields.Missing("bytes"),
            Lines = value.Long("lines") ?? 0,
            Extends = value.Text("extends"),
            Folders = value.List("folders", WorkFolder.Read),
            Conversations = value.Field("notes")?.Long("conversations") ?? 0,
            Span = value.Field("span") is { } span ? (span.Time("started"), span.Time("ended")) : null,
            Terms = value.Field("terms") is { } terms ? ConversationReader.Terms(terms) : new SourceTerms(),
            Head = value.Text("head"),
        };
    });

    private static void Numbers(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> values)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            json.WriteNumber(key, value);
        }

        json.WriteEndObject();
    }
}
