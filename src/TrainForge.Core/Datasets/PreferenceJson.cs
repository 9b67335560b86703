using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Datasets;

/// <summary>
/// Lines of dpo/*.jsonl and kto/*.jsonl: messages as in sft/, without 'train'. Answers are lists of one message, the
/// conversational form that trainers of preferences take.
/// </summary>
public static class PreferenceJson
{
    public static byte[] ToLine(PreferencePair pair) => JsonForm.ToLine(json =>
    {
        json.WriteStartObject();
        Head(json, pair.Id, pair.Group, pair.Source, pair.Test, pair.Terms);
        if (pair.RejectedTerms != pair.Terms)
        {
            json.WritePropertyName("rejected_terms");
            ConversationWriter.Write(json, pair.RejectedTerms);
        }

        json.WriteString("basis", pair.Basis);
        json.List("prompt", pair.Prompt, Write);
        json.List("chosen", [pair.Chosen], Write);
        json.List("rejected", [pair.Rejected], Write);
        json.List("tools", pair.Tools, ChatForm.Write);
        json.WriteEndObject();
    });

    public static byte[] ToLine(JudgedAnswer answer) => JsonForm.ToLine(json =>
    {
        json.WriteStartObject();
        Head(json, answer.Id, answer.Group, answer.Source, answer.Test, answer.Terms);
        json.List("prompt", answer.Prompt, Write);
        json.List("completion", [answer.Completion], Write);
        json.WriteBoolean("label", answer.Label);
        json.List("tools", answer.Tools, ChatForm.Write);
        json.WriteEndObject();
    });

    /// <exception cref="JsonException">The line is no pair this version understands.</exception>
    public static PreferencePair ReadPair(ReadOnlyMemory<byte> utf8) => JsonFields.Parse(utf8, value => new PreferencePair
    {
        Id = value.RequiredText("id"),
        Group = value.RequiredText("group"),
        Source = value.RequiredText("source"),
        Test = value.Text("test"),
        Basis = value.RequiredText("basis"),
        Prompt = Messages(value, "prompt"),
        Chosen = One(value, "chosen"),
        Rejected = One(value, "rejected"),
        Tools = value.List("tools", ChatForm.ReadTool),
        Terms = ConversationReader.Terms(value),
        RejectedTerms = ConversationReader.Terms(value.Field("rejected_terms") ?? value),
    });

    /// <exception cref="JsonException">The line is no judged answer this version understands.</exception>
    public static JudgedAnswer ReadAnswer(ReadOnlyMemory<byte> utf8) => JsonFields.Parse(utf8, value => new JudgedAnswer
    {
        Id = value.RequiredText("id"),
        Group = value.RequiredText("group"),
        Source = value.RequiredText("source"),
        Test = value.Text("test"),
        Prompt = Messages(value, "prompt"),
        Completion = One(value, "completion"),
        Label = value.Bool("label") ?? throw JsonFields.Missing("label"),
        Tools = value.List("tools", ChatForm.ReadTool),
        Terms = ConversationReader.Terms(value),
    });

    private static void Head(Utf8JsonWriter json, string id, string group, string source, string? test, SourceTerms terms)
    {
        json.WriteString("id", id);
        json.WriteString("group", group);
        json.WriteString("source", source);
        json.Text("test", test);
        json.Text("vendor", terms.Vendor);
        json.Text("model", terms.Model);
        json.Text("license", terms.License);
        json.Text("consent", terms.Consent);
    }

    private static void Write(Utf8JsonWriter json, Message message) => ChatForm.Write(json, message, trained: null);

    private static IReadOnlyList<Message> Messages(JsonElement value, string name) =>
        value.List(name, ChatForm.ReadMessage) is { Count: > 0 } read ? [.. read.Select(m => m.Message)] : throw JsonFields.Missing(name);

    private static Message One(JsonElement value, string name) =>
        Messages(value, name) is [{ Role: Role.Assistant } only] ? only : throw new JsonException($"'{name}' must be a list of one message of the assistant.");
}
