using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.Codex;

internal static class CodexContent
{
    public static IReadOnlyList<ContentPart> Of(JsonElement owner, string name, ReadReport report) =>
        owner.Any(name) is not { } content ? []
        : content.ValueKind == JsonValueKind.String ? [new TextPart(content.GetString()!)]
        : content.ValueKind == JsonValueKind.Array ? [.. content.EnumerateArray().Select(block => Part(block, report))]
        : [new TextPart(content.GetRawText())];

    /// <summary>An output is a text, a list of blocks, or an object around either that says whether the tool succeeded.</summary>
    public static (IReadOnlyList<ContentPart> Content, bool IsError) Output(JsonElement item, ReadReport report) =>
        item.Obj("output") is { } wrapped && wrapped.Any("content") is not null
            ? (Of(wrapped, "content", report), wrapped.Any("success") is { ValueKind: JsonValueKind.False })
            : (Of(item, "output", report), false);

    public static string Wrapped(string input) => Encoding.UTF8.GetString(JsonForm.ToLine(json =>
    {
        json.WriteStartObject();
        json.WriteString("input", input);
        json.WriteEndObject();
    }));

    /// <summary>What the harness says in the person's name, told by the tag the text begins with.</summary>
    public static bool IsOfHarness(IReadOnlyList<ContentPart> parts) => parts is [TextPart { Text: var text }, ..]
        && (text.StartsWith("<environment_context>", StringComparison.Ordinal)
            || text.StartsWith("<user_instructions>", StringComparison.Ordinal)
            || text.StartsWith("<turn_aborted>", StringComparison.Ordinal)
            || text.StartsWith("<skill>", StringComparison.Ordinal)
            || text.StartsWith("# AGENTS.md instructions", StringComparison.Ordinal));

    private static ContentPart Part(JsonElement block, ReadReport report)
    {
        switch (block.Str("type"))
        {
            case "input_text" or "output_text" or "text":
                return new TextPart(block.Str("text") ?? "");
            case "input_image":
                return MediaReference.Read(null, block.Str("image_url"));
            case var other:
                report.Unknown($"content/{other}");
                return new UnknownPart(JsonText.Of(block));
        }
    }
}
