using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Stashes;

internal static class InteractionForm
{
    public static void Write(Utf8JsonWriter json, Interaction interaction)
    {
        json.WriteStartObject();
        json.WriteNumber("schema_version", Interaction.CurrentSchema);
        json.WriteString("id", interaction.Id);
        json.WriteNumber("sequence", interaction.Sequence);
        json.Time("started", interaction.Started);
        json.Number("duration_ms", interaction.DurationMs);
        json.Number("first_update_ms", interaction.FirstUpdateMs);
        json.Number("updates", interaction.Updates);
        json.Text("provider", interaction.Provider);
        json.Text("model", interaction.Model);
        json.Text("conversation_id", interaction.ConversationId);
        json.Raw("options", interaction.Options);
        json.List("tools", interaction.Tools, ConversationWriter.Write);
        json.List("request", interaction.Request, ConversationWriter.Write);
        json.List("response", interaction.Response, ConversationWriter.Write);
        json.List("pieces", interaction.Pieces, StreamPiece.Write);
        json.Text("finish_reason", interaction.FinishReason);
        if (interaction.Usage is { } usage)
        {
            json.WriteStartObject("usage");
            json.Number("input", usage.Input);
            json.Number("output", usage.Output);
            json.Number("total", usage.Total);
            json.Raw("more", usage.More);
            json.WriteEndObject();
        }

        if (interaction.Error is { } error)
        {
            json.WriteStartObject("error");
            json.WriteString("kind", error.Kind);
            json.WriteString("message", error.Message);
            json.WriteEndObject();
        }

        json.List("truncations", interaction.Truncations, ConversationWriter.Write);
        json.WriteEndObject();
    }

    public static Interaction Read(JsonElement value)
    {
        value.RequireSchema(Interaction.CurrentSchema);
        return new Interaction
        {
            Id = value.RequiredText("id"),
            Sequence = value.Long("sequence") ?? throw JsonFields.Missing("sequence"),
            Started = value.Time("started") ?? throw JsonFields.Missing("started"),
            DurationMs = value.Double("duration_ms"),
            FirstUpdateMs = value.Double("first_update_ms"),
            Updates = value.Long("updates"),
            Provider = value.Text("provider"),
            Model = value.Text("model"),
            ConversationId = value.Text("conversation_id"),
            Options = value.Raw("options"),
            Tools = value.List("tools", ConversationReader.Tool),
            Request = value.List("request", ConversationReader.Message),
            Response = value.List("response", ConversationReader.Message),
            Pieces = value.List("pieces", StreamPiece.Read),
            FinishReason = value.Text("finish_reason"),
            Usage = value.Field("usage") is { } usage
                ? new InteractionUsage { Input = usage.Long("input"), Output = usage.Long("output"), Total = usage.Long("total"), More = usage.Raw("more") }
                : null,
            Error = value.Field("error") is { } error ? new InteractionError(error.RequiredText("kind"), error.RequiredText("message")) : null,
            Truncations = value.List("truncations", ConversationReader.Truncation),
        };
    }
}
