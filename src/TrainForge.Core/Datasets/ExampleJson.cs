using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Datasets;

/// <summary>
/// A line of sft/*.jsonl: the messages in the form chat templates take (arguments as an object, not as a string), each
/// turn of the assistant with "train", and beside them where the example comes from.
/// </summary>
public static class ExampleJson
{
    /// <summary>One line of UTF-8, without the line break.</summary>
    public static byte[] ToLine(Example example) => JsonForm.ToLine(json => Write(json, example));

    /// <summary>What two examples share when they teach the same: no ids, no origin.</summary>
    public static byte[] ToContent(Example example) => JsonForm.ToLine(json =>
    {
        json.WriteStartObject();
        Content(json, example);
        json.WriteEndObject();
    });

    /// <exception cref="JsonException">The line is no example this version understands.</exception>
    public static Example Read(ReadOnlyMemory<byte> utf8) => JsonFields.Parse(utf8, Read);

    private static Example Read(JsonElement value)
    {
        if (value.Field("messages") is null)
        {
            throw JsonFields.Missing("messages");
        }

        var messages = value.List("messages", ChatForm.ReadMessage);
        return new Example
        {
            Id = value.RequiredText("id"),
            Group = value.RequiredText("group"),
            Source = value.RequiredText("source"),
            Test = value.Text("test"),
            Terms = ConversationReader.Terms(value),
            Tools = value.List("tools", ChatForm.ReadTool),
            Messages = [.. messages.Select(m => m.Message)],
            Trained = [.. messages.Select(m => m.IsTrained)],
        };
    }

    private static void Write(Utf8JsonWriter json, Example example)
    {
        json.WriteStartObject();
        json.WriteString("id", example.Id);
        json.WriteString("group", example.Group);
        json.WriteString("source", example.Source);
        json.Text("test", example.Test);
        json.Text("vendor", example.Terms.Vendor);
        json.Text("model", example.Terms.Model);
        json.Text("license", example.Terms.License);
        json.Text("consent", example.Terms.Consent);
        Content(json, example);
        json.WriteEndObject();
    }

    private static void Content(Utf8JsonWriter json, Example example)
    {
        json.WriteStartArray("messages");
        foreach (var (message, trained) in example.Messages.Zip(example.Trained))
        {
            ChatForm.Write(json, message, trained);
        }

        json.WriteEndArray();
        json.List("tools", example.Tools, ChatForm.Write);
    }
}
