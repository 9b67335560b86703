using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.PytestStashes;

/// <summary>
/// An answer as the model wrote it: thoughts and calls between tags, text between those. What the application understood of it is
/// known from the log; an answer that comes out otherwise here was in a form of another model, and stays as it was.
/// </summary>
internal static class ModelOutput
{
    private const string Think = "<think>";
    private const string EndThink = "</think>";
    private const string Call = "<tool_call>";
    private const string EndCall = "</tool_call>";

    /// <param name="names">Of the calls that the application found, in their order.</param>
    /// <param name="callPrefix">For ids: the log has none.</param>
    public static (IReadOnlyList<ContentPart> Parts, bool IsUnderstood) Read(string raw, IReadOnlyList<string> names, string callPrefix)
    {
        var parts = new List<ContentPart>();
        var calls = 0;
        var at = 0;
        while (at < raw.Length)
        {
            var think = Next(raw, Think, at);
            var call = Next(raw, Call, at);
            var begin = Math.Min(think, call);
            Say(parts, raw[at..begin]);
            if (begin == raw.Length)
            {
                break;
            }

            var (open, close) = think < call ? (Think, EndThink) : (Call, EndCall);
            var end = Next(raw, close, begin);
            if (end == raw.Length)
            {
                return ([new TextPart(raw)], false);
            }

            var inner = raw[(begin + open.Length)..end].Trim();
            if (open == Think)
            {
                parts.Add(new ReasoningPart(inner));
            }
            else if (Of(inner, FormattableString.Invariant($"{callPrefix}.{++calls}")) is { } part)
            {
                parts.Add(part);
            }
            else
            {
                return ([new TextPart(raw)], false);
            }

            at = end + close.Length;
        }

        return parts.OfType<ToolCallPart>().Select(p => p.Call.Name).SequenceEqual(names) ? (parts, true) : ([new TextPart(raw)], false);
    }

    // As the model wrote it, white space and all.
    private static ToolCallPart? Of(string json, string id)
    {
        if (JsonText.TryParse(json) is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json, JsonForm.Reading);
        return document.RootElement is { ValueKind: JsonValueKind.Object } call && call.Str("name") is { } name
            ? new ToolCallPart(new ToolCall(id, name, call.Any("arguments") is not { } arguments ? "{}" : arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText()))
            : null;
    }

    private static void Say(List<ContentPart> parts, string text)
    {
        if (text.Trim() is { Length: > 0 } said)
        {
            parts.Add(new TextPart(said));
        }
    }

    private static int Next(string text, string mark, int at) => text.IndexOf(mark, at, StringComparison.Ordinal) is >= 0 and var found ? found : text.Length;
}
