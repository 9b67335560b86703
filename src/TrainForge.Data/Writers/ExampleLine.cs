using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Datasets;

namespace TrainForge.Data.Writers;

/// <summary>
/// A line of sft/*.jsonl in two parts: what the example says, made once and kept, and before it where it comes from, which
/// stages over the whole dataset may still change.
/// </summary>
internal static class ExampleLine
{
    private static readonly byte[] ToolsField = ",\"tools\":"u8.ToArray();

    /// <summary>The whole line, without the line break: byte for byte what <see cref="ExampleJson.ToLine"/> writes.</summary>
    public static byte[] Of(ExampleRow row, ExampleStore store)
    {
        if (row.Untrained is { } untrained)
        {
            var example = ExampleJson.Read(Recorded(row, store));
            return ExampleJson.ToLine(example with { Tools = row.Tools ?? example.Tools, Trained = [.. example.Trained.Select((t, i) => t && !untrained.Contains(i))] });
        }

        var stored = row.Stored!;
        var content = store.Read(stored);
        var head = ExampleJson.ToHead(row.Id, row.Group, row.Source, row.Test, row.Terms);
        if (row.Tools is not { } tools)
        {
            return [.. head.AsSpan(..^1), (byte)',', .. content.AsSpan(1)];
        }

        ReadOnlySpan<byte> messages = content.AsSpan(1, stored.MessagesEnd - 1);
        return tools.Count == 0
            ? [.. head.AsSpan(..^1), (byte)',', .. messages, (byte)'}']
            : [.. head.AsSpan(..^1), (byte)',', .. messages, .. ToolsField, .. ExampleJson.ToTools(tools), (byte)'}'];
    }

    /// <summary>The whole line as it was recorded, whatever tools a stage has found since.</summary>
    public static byte[] Recorded(ExampleRow row, ExampleStore store) =>
        [.. ExampleJson.ToHead(row.Id, row.Group, row.Source, row.Test, row.Terms).AsSpan(..^1), (byte)',', .. store.Read(row.Stored!).AsSpan(1)];

    /// <summary>What an example was offered when it was recorded.</summary>
    public static IReadOnlyList<ToolDefinition> RecordedTools(ExampleRow row, ExampleStore store) => ExampleJson.Read(Recorded(row, store)).Tools;
}
