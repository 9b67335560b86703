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
    /// <param name="messagesEnd">Where the messages end, and the tools begin when there are any.</param>
    public static byte[] ToContent(Example example, out int messagesEnd)
    {
        (var bytes, messagesEnd) = WithContent(example, static (bytes, end) => (bytes.ToArray(), end));
        return bytes;
    }

    /// <summary>The same for callers who need the bytes for a moment only: they are used again.</summary>
    public static T WithContent<T>(Example example, Func<ReadOnlyMemory<byte>, int, T> use)
    {
        var end = 0;
        return JsonForm.WithLine(
            json =>
            {
                json.WriteStartObject();
                Messages(json, example);
                end = checked((int)(json.BytesCommitted + json.BytesPending));
                json.List("tools", example.Tools, ChatForm.Write);
                json.WriteEndObject();
            },
            bytes => use(bytes.WrittenMemory, end));
    }

    /// <summary>An object with where an example comes from, and nothing of what it says.</summary>
    public static byte[] ToHead(string id, string group, string source, string? test, SourceTerms terms) => JsonForm.ToLine(json =>
    {
        json.WriteStartObject();
        Head(json, id, group, source, test, terms);
        json.WriteEndObject();
    });

    /// <summary>The value of the field 'tools'.</summary>
    public static byte[] ToTools(IReadOnlyList<ToolDefinition> tools) => JsonForm.ToLine(json =>
    {
        json.WriteStartArray();
        foreach (var tool in tools)
        {
            ChatForm.Write(json, tool);
        }

        json.WriteEndArray();
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
        Head(json, example.Id, example.Group, example.Source, example.Test, example.Terms);
        Messages(json, example);
        json.List("tools", example.Tools, ChatForm.Write);
        json.WriteEndObject();
    }

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

    private static void Messages(Utf8JsonWriter json, Example example)
    {
        json.WriteStartArray("messages");
        foreach (var (message, trained) in example.Messages.Zip(example.Trained))
        {
            ChatForm.Write(json, message, trained);
        }

        json.WriteEndArray();
    }
}
