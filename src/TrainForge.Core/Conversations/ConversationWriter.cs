using System.Text.Json;

namespace TrainForge.Conversations;

/// <summary>Writes the one JSON form of messages, tools and trajectories; <see cref="ConversationReader"/> reads it back.</summary>
public static class ConversationWriter
{
    private static readonly JsonEncodedText Role = JsonEncodedText.Encode("role");
    private static readonly JsonEncodedText Parts = JsonEncodedText.Encode("parts");
    private static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    private static readonly JsonEncodedText Description = JsonEncodedText.Encode("description");

    /// <summary>One line of UTF-8, without the line break.</summary>
    public static byte[] ToLine(Trajectory trajectory) => JsonForm.ToLine(json => Write(json, trajectory));

    public static void Write(Utf8JsonWriter json, Trajectory trajectory)
    {
        json.WriteStartObject();
        json.WriteNumber("schema_version", Trajectory.CurrentSchema);
        json.WriteString("id", trajectory.Id);
        json.WriteString("source", trajectory.Source);
        json.Text("session_id", trajectory.SessionId);
        json.Text("test_id", trajectory.TestId);
        json.Text("group", trajectory.Group);
        json.Time("started", trajectory.Started);
        json.Time("ended", trajectory.Ended);
        if (trajectory.Label is { } label)
        {
            json.WritePropertyName("label");
            Write(json, label);
        }

        json.WritePropertyName("terms");
        Write(json, trajectory.Terms);
        if (trajectory.Preference is { } preference)
        {
            json.WriteStartObject("preference");
            json.WriteString("pair", preference.Pair);
            json.WriteBoolean("chosen", preference.IsChosen);
            json.WriteEndObject();
        }

        if (trajectory.Git is { } git)
        {
            json.WritePropertyName("git");
            Write(json, git);
        }

        json.Text("folder", trajectory.Folder);
        json.Text("project", trajectory.Project);
        json.List("tags", trajectory.Tags, static (list, tag) => list.WriteStringValue(tag));
        json.List("truncations", trajectory.Truncations, Write);
        json.List("tools", trajectory.Tools, Write);
        json.List("messages", trajectory.Messages, Write);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject();
        AsciiJson.Write(json, Role, Names.Of(message.Role));
        json.Text("id", message.Id);
        json.Text("name", message.Name);
        json.WriteStartArray(Parts);
        for (var i = 0; i < message.Parts.Count; i++)
        {
            PartWriter.Write(json, message.Parts[i]);
        }

        json.WriteEndArray();
        json.List("truncations", message.Truncations, Write);
        if (message.Provenance is { } from)
        {
            json.WriteStartObject("provenance");
            json.Text("file", from.File);
            json.Text("sha256", from.Sha256);
            json.Number("line", from.Line);
            json.Time("time", from.Time);
            json.Text("model", from.Model);
            json.Number("confidence", from.Confidence);
            json.Bool("generated", from.Generated ? true : null);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ToolDefinition tool)
    {
        json.WriteStartObject();
        AsciiJson.Write(json, Name, tool.Name);
        if (tool.Description is { } description)
        {
            AsciiJson.Write(json, Description, description);
        }

        json.Raw("schema", tool.Schema);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Truncation truncation)
    {
        json.WriteStartObject();
        json.WriteString("what", truncation.What);
        json.WriteNumber("bytes", truncation.Bytes);
        json.WriteNumber("limit", truncation.Limit);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, GitContext git)
    {
        json.WriteStartObject();
        json.Text("commit", git.Commit);
        json.Text("branch", git.Branch);
        json.Bool("dirty", git.Dirty);
        json.Text("remote", git.Remote);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, SourceTerms terms)
    {
        json.WriteStartObject();
        json.Text("vendor", terms.Vendor);
        json.Text("model", terms.Model);
        json.Text("license", terms.License);
        json.Text("consent", terms.Consent);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OutcomeLabel label)
    {
        json.WriteStartObject();
        json.WriteString("outcome", Names.Of(label.Outcome));
        if (label.InProcess is { } inProcess)
        {
            json.WriteString("in_process", Names.Of(inProcess));
        }

        json.Text("test_id", label.TestId);
        json.Text("run_id", label.RunId);
        json.WriteNumber("attempt", label.Attempt);
        json.WriteBoolean("flaky", label.Flaky);
        json.WriteEndObject();
    }
}
