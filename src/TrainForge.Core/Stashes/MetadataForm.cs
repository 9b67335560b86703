using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Stashes;

internal static class MetadataForm
{
    public static void Write(Utf8JsonWriter json, StashMetadata metadata)
    {
        json.WriteStartObject();
        json.WriteNumber("schema_version", StashMetadata.CurrentSchema);
        json.WriteString("test_name", metadata.TestName);
        json.WriteBoolean("passed", metadata.Outcome == Outcome.Passed);
        json.WriteString("outcome", Names.Of(metadata.Outcome));
        json.Text("tier", metadata.Tier);
        json.WriteNumber("duration_s", Math.Round(metadata.DurationSeconds, 3));
        json.Text("prompt", metadata.Prompt);
        json.Time("timestamp", metadata.Timestamp);
        json.WriteString("run_id", metadata.RunId);
        json.WriteString("test_id", metadata.TestId);
        json.Text("display_name", metadata.DisplayName);
        json.Text("class", metadata.ClassName);
        json.Text("method", metadata.Method);
        json.Text("assembly", metadata.Assembly);
        json.Text("tfm", metadata.TargetFramework);
        json.Text("framework", metadata.TestFramework);
        json.Text("arguments", metadata.Arguments);
        json.List("traits", metadata.Traits, static (list, trait) => list.WriteStringValue(trait));
        json.WriteNumber("attempt", metadata.Attempt);
        json.WriteBoolean("flaky", metadata.Flaky);
        if (metadata.Failure is { } failure)
        {
            json.WriteStartObject("failure");
            json.WriteString("message", failure.Message);
            json.Text("stack", failure.Stack);
            json.WriteEndObject();
        }

        json.WriteNumber("interactions", metadata.Interactions);
        json.WriteNumber("tool_count", metadata.ToolCalls);
        json.WritePropertyName("terms");
        ConversationWriter.Write(json, metadata.Terms);
        if (metadata.Git is { } git)
        {
            json.WritePropertyName("git");
            ConversationWriter.Write(json, git);
        }

        json.List("truncations", metadata.Truncations, ConversationWriter.Write);
        json.WriteEndObject();
    }

    public static StashMetadata Read(JsonElement value)
    {
        value.RequireSchema(StashMetadata.CurrentSchema);
        return new StashMetadata
        {
            TestName = value.RequiredText("test_name"),
            Outcome = Names.Outcome(value.RequiredText("outcome")),
            Tier = value.Text("tier"),
            DurationSeconds = value.Double("duration_s") ?? throw JsonFields.Missing("duration_s"),
            Prompt = value.Text("prompt"),
            Timestamp = value.Time("timestamp") ?? throw JsonFields.Missing("timestamp"),
            RunId = value.RequiredText("run_id"),
            TestId = value.RequiredText("test_id"),
            DisplayName = value.Text("display_name"),
            ClassName = value.Text("class"),
            Method = value.Text("method"),
            Assembly = value.Text("assembly"),
            TargetFramework = value.Text("tfm"),
            TestFramework = value.Text("framework"),
            Arguments = value.Text("arguments"),
            Traits = value.Texts("traits"),
            Attempt = value.Int("attempt") ?? 1,
            Flaky = value.Bool("flaky") ?? false,
            Failure = value.Field("failure") is { } failure ? new StashFailure(failure.RequiredText("message"), failure.Text("stack")) : null,
            Interactions = value.Long("interactions") ?? 0,
            ToolCalls = value.Long("tool_count") ?? 0,
            Terms = value.Field("terms") is { } terms ? ConversationReader.Terms(terms) : new(),
            Git = value.Field("git") is { } git ? ConversationReader.Git(git) : null,
            Truncations = value.List("truncations", ConversationReader.Truncation),
        };
    }
}
