using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Writers;

/// <summary>provenance.json: when and from what a version was built, and where each conversation was seen. Outside the hash.</summary>
internal static class ProvenanceForm
{
    public static byte[] ToPage(DatasetContent content, string contentHash, DatasetBuildOptions options) => JsonForm.ToPage(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema_version", 1);
        json.WriteString("content_hash", contentHash);
        json.Time("built", options.Clock.GetUtcNow());
        json.WriteString("builder", options.ToolVersion);
        json.WriteStartObject("notes");
        foreach (var (note, count) in content.Sources.Notes)
        {
            json.WriteNumber(note, count);
        }

        json.WriteEndObject();
        json.List("inputs", content.Sources.Places, static (list, place) => list.WriteStringValue(place));
        json.WriteStartObject("weeks");
        foreach (var (week, ids) in WeekIndex.Weeks(content))
        {
            json.List(week, ids, static (list, id) => list.WriteStringValue(id));
        }

        json.WriteEndObject();
        json.WriteStartObject("conversations");
        foreach (var conversation in content.Conversations)
        {
            json.List(conversation.What.Id, conversation.Seen, Write);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <exception cref="JsonException">The text is no provenance this version understands.</exception>
    public static IReadOnlySet<string> Inputs(ReadOnlyMemory<byte> utf8) =>
        JsonFields.Parse(utf8, value => value.Texts("inputs")).ToHashSet(StringComparer.Ordinal);

    private static void Write(Utf8JsonWriter json, Occurrence seen)
    {
        json.WriteStartObject();
        json.WriteString("place", seen.Place);
        if (seen.Label is { } label)
        {
            json.WriteString("outcome", Names.Of(label.Outcome));
            if (label.InProcess is { } inProcess)
            {
                json.WriteString("in_process", Names.Of(inProcess));
            }

            json.WriteNumber("attempt", label.Attempt);
            json.WriteBoolean("flaky", label.Flaky);
        }

        json.Time("time", seen.Time);
        json.WriteEndObject();
    }
}
