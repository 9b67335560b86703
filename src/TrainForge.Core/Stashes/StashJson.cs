using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Stashes;

/// <summary>The JSON forms inside a run: a line of interactions.jsonl, metadata.json, and a line of results.jsonl.</summary>
public static class StashJson
{
    /// <summary>One line of UTF-8, without the line break.</summary>
    public static byte[] ToLine(Interaction interaction) => JsonForm.ToLine(json => InteractionForm.Write(json, interaction));

    /// <exception cref="JsonException">The line is no interaction this version understands.</exception>
    public static Interaction Interaction(ReadOnlyMemory<byte> utf8) => JsonFields.Parse(utf8, InteractionForm.Read);

    public static byte[] ToLine(RunResult result) => JsonForm.ToLine(json => RunResult.Write(json, result));

    /// <exception cref="JsonException">The line is no result this version understands.</exception>
    public static RunResult Result(ReadOnlyMemory<byte> utf8) => JsonFields.Parse(utf8, RunResult.Read);

    /// <summary>Indented UTF-8 with a line break at the end.</summary>
    public static byte[] ToPage(StashMetadata metadata) => JsonForm.ToPage(json => MetadataForm.Write(json, metadata));

    /// <exception cref="JsonException">The text is no metadata this version understands.</exception>
    public static StashMetadata Metadata(ReadOnlyMemory<byte> utf8) => JsonFields.Parse(utf8, MetadataForm.Read);
}
