using System.Buffers;
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
        var line = new ArrayBufferWriter<byte>();
        Write(row, store, line);
        return line.WrittenSpan.ToArray();
    }

    /// <summary>Appends the line.</summary>
    public static void Write(ExampleRow row, ExampleStore store, ArrayBufferWriter<byte> into)
    {
        if (row.Untrained is { } untrained)
        {
            var example = ExampleJson.Read(Recorded(row, store));
            into.Write(ExampleJson.ToLine(example with { Tools = row.Tools ?? example.Tools, Trained = [.. example.Trained.Select((t, i) => t && !untrained.Contains(i))] }));
            return;
        }

        var stored = row.Stored!;
        into.Write(ExampleJson.ToHead(row.Id, row.Group, row.Source, row.Test, row.Terms).AsSpan(..^1));

        // Two objects become one: the brace between them a comma.
        var content = into.GetSpan(stored.Length)[..stored.Length];
        store.Read(stored, content);
        content[0] = (byte)',';
        if (row.Tools is not { } tools)
        {
            into.Advance(stored.Length);
            return;
        }

        into.Advance(stored.MessagesEnd);
        if (tools.Count > 0)
        {
            into.Write(ToolsField);
            into.Write(ExampleJson.ToTools(tools));
        }

        into.Write("}"u8);
    }

    /// <summary>The whole line as it was recorded, whatever tools a stage has found since.</summary>
    public static byte[] Recorded(ExampleRow row, ExampleStore store) =>
        [.. ExampleJson.ToHead(row.Id, row.Group, row.Source, row.Test, row.Terms).AsSpan(..^1), (byte)',', .. store.Read(row.Stored!).AsSpan(1)];

    /// <summary>What an example was offered when it was recorded.</summary>
    public static IReadOnlyList<ToolDefinition> RecordedTools(ExampleRow row, ExampleStore store) => ExampleJson.Read(Recorded(row, store)).Tools;
}
