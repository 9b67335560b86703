using System.Text.Json;

namespace TrainForge.Conversations;

/// <summary>
/// Reads the form <see cref="ConversationWriter"/> writes. What it cannot understand is a <see cref="JsonException"/> that
/// names the field; fields and parts of a newer version are not errors.
/// </summary>
public static class ConversationReader
{
    public static Trajectory Trajectory(ReadOnlyMemory<byte> utf8) => JsonFields.Parse(utf8, Trajectory);

    public static Trajectory Trajectory(JsonElement value)
    {
        value.RequireSchema(Conversations.Trajectory.CurrentSchema);
        return new Trajectory
        {
            Id = value.RequiredText("id"),
            Source = value.RequiredText("source"),
            SessionId = value.Text("session_id"),
            TestId = value.Text("test_id"),
            Group = value.Text("group"),
            Started = value.Time("started"),
            Ended = value.Time("ended"),
            Label = value.Field("label") is { } label ? Label(label) : null,
            Terms = value.Field("terms") is { } terms ? Terms(terms) : new(),
            Preference = value.Field("preference") is { } side ? new Preference(side.RequiredText("pair"), side.Bool("chosen") ?? throw JsonFields.Missing("chosen")) : null,
            Git = value.Field("git") is { } git ? Git(git) : null,
            Folder = value.Text("folder"),
            Project = value.Text("project"),
            Tags = value.Texts("tags"),
            Truncations = value.List("truncations", Truncation),
            Tools = value.List("tools", Tool),
            Messages = value.List("messages", Message),
        };
    }

    public static Message Message(JsonElement value) => new(Names.Role(value.RequiredText("role")), value.List("parts", PartReader.Read))
    {
        Id = value.Text("id"),
        Name = value.Text("name"),
        Truncations = value.List("truncations", Truncation),
        Provenance = value.Field("provenance") is { } from
            ? new MessageProvenance
            {
                File = from.Text("file"),
                Sha256 = from.Text("sha256"),
                Line = from.Long("line"),
                Time = from.Time("time"),
                Model = from.Text("model"),
                Confidence = from.Double("confidence"),
                Generated = from.Bool("generated") ?? false,
            }
            : null,
    };

    public static ToolDefinition Tool(JsonElement value) => new(value.RequiredText("name"), value.Text("description"), value.Raw("schema"));

    public static Truncation Truncation(JsonElement value) =>
        new(value.RequiredText("what"), value.Long("bytes") ?? throw JsonFields.Missing("bytes"), value.Long("limit") ?? throw JsonFields.Missing("limit"));

    public static GitContext Git(JsonElement value) => new()
    {
        Commit = value.Text("commit"),
        Branch = value.Text("branch"),
        Dirty = value.Bool("dirty"),
        Remote = value.Text("remote"),
    };

    public static SourceTerms Terms(JsonElement value) => new()
    {
        Vendor = value.Text("vendor"),
        Model = value.Text("model"),
        License = value.Text("license"),
        Consent = value.Text("consent"),
    };

    private static OutcomeLabel Label(JsonElement value) => new(Names.Outcome(value.RequiredText("outcome")))
    {
        InProcess = value.Text("in_process") is { } inProcess ? Names.Outcome(inProcess) : null,
        TestId = value.Text("test_id"),
        RunId = value.Text("run_id"),
        Attempt = value.Int("attempt") ?? 1,
        Flaky = value.Bool("flaky") ?? false,
    };
}
