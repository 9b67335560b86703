using System.Globalization;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;
using TrainForge.Hashing;

namespace TrainForge.Data.Sources.OpenAi;

/// <summary>
/// Training files in OpenAI's form, one example per line: 'messages' to imitate, or an 'input' with a preferred and a not
/// preferred continuation. Of a pair both sides are kept, in one group; the one not preferred is never imitated.
/// </summary>
internal sealed class OpenAiReader : ITranscriptReader
{
    private const string Kind = "openai-jsonl";

    public IEnumerable<Trajectory> Read(Transcript transcript, ReadReport report, CancellationToken cancel) =>
        transcript.SelectMany(report, (line, value) => Line(transcript, report, line, value), cancel);

    // A list: a line that turns out wrong in its second half must not leave its first half behind.
    private static List<Trajectory> Line(Transcript transcript, ReadReport report, long line, JsonElement value)
    {
        var from = transcript.At(line, time: null);
        var id = string.Create(CultureInfo.InvariantCulture, $"{Kind}:{transcript.Sha256}#{line}");
        if (value.Any("messages") is { } messages)
        {
            return [New(id, group: null, OpenAiMessages.Read(messages, "messages", from, report, asWeighted: true), value)];
        }

        if (value.Obj("input") is { } input)
        {
            var context = OpenAiMessages.Read(input.Any("messages"), "input.messages", from, report, asWeighted: false);
            var better = Output(value, "preferred", from, report);
            var worse = Output(value, "non_preferred", from, report);
            var group = $"{Kind}:{Sha256.Of(ConversationWriter.ToLine(New("", null, context, input) with { Messages = [.. context.Select(m => m with { Provenance = null })] }))[..16]}";
            return
            [
                New(id + "/preferred", group, [.. context, .. better], input) with { Preference = new Preference(id, IsChosen: true) },
                New(id + "/non-preferred", group, [.. context, .. worse], input) with { Preference = new Preference(id, IsChosen: false) },
            ];
        }

        report.Unknown(value.Any("text") is not null ? "text" : value.Any("prompt") is not null ? "prompt" : null);
        return [];
    }

    // The interface description says 'completion', the guide and all clients say 'output'.
    private static IReadOnlyList<Message> Output(JsonElement value, string side, MessageProvenance from, ReadReport report)
    {
        var output = value.Any(side + "_output") ?? value.Any(side + "_completion") ?? throw new JsonException($"'{side}_output' is missing.");
        var messages = OpenAiMessages.Read(output, side + "_output", from, report, asWeighted: true);
        return messages.Any(m => m.Role == Role.Assistant) ? messages : throw new JsonException($"'{side}_output' holds no message of the assistant.");
    }

    private static Trajectory New(string id, string? group, IReadOnlyList<Message> messages, JsonElement owner) => new()
    {
        Id = id,
        Source = Kind,
        Group = group,
        Messages = messages,
        Tools = [.. owner.Items("tools").Select(t => t.Obj("function") ?? t).Concat(owner.Items("functions")).Select(Tool).OfType<ToolDefinition>()],
    };

    private static ToolDefinition? Tool(JsonElement function) =>
        function.Str("name") is { } name ? new ToolDefinition(name, function.Str("description"), function.Any("parameters") is { } schema ? JsonText.Of(schema) : null) : null;
}
