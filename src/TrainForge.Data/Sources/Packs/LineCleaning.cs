using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using TrainForge.Conversations;
using TrainForge.Redaction;

namespace TrainForge.Data.Sources.Packs;

/// <summary>
/// From a line as it was found to the one that is kept: one JSON object, without pictures, redacted. Of a line that is no JSON
/// nothing is kept: half a record cannot be redacted by the names of its fields, and no reader could use it.
/// </summary>
/// <remarks>What comes back is overwritten by the next line.</remarks>
internal sealed class LineCleaning(Redactor redactor, RedactionCounts counts)
{
    private readonly ArrayBufferWriter<byte> _compact = new();
    private readonly ArrayBufferWriter<byte> _redacted = new();

    public SourceLine Clean(SourceLine line, ReadReport report)
    {
        if (line.Bytes.Span.Trim(" \t"u8).IsEmpty)
        {
            return line with { Bytes = default };
        }

        if (!Utf8.IsValid(line.Bytes.Span))
        {
            report.Bad(line.Number, "It is not UTF-8.");
            return line with { Bytes = default };
        }

        try
        {
            return line with { Bytes = Clean(line.Bytes) };
        }
        catch (JsonException e)
        {
            report.Bad(line.Number, JsonFields.Sentence(e));
            return line with { Bytes = default };
        }
    }

    private ReadOnlyMemory<byte> Clean(ReadOnlyMemory<byte> line)
    {
        // Whether it is JSON is seen while it is redacted; a walk of its own is taken only by lines that may need more.
        var json = JsonLine.Compact(line, _compact);
        if (json.Span[0] != '{')
        {
            JsonLine.Require(json.Span);
            throw new JsonException("A line must be an object.");
        }

        if (JsonLine.MayHoldMedia(json.Span))
        {
            JsonLine.Require(json.Span);
            json = MediaReference.Shorten(json);
        }

        _redacted.ResetWrittenCount();
        switch (redactor.RedactJson(json.Span, _redacted, counts, JsonText.MaxDepth))
        {
            case true:
                return _redacted.WrittenMemory;
            case false:
                return json;
            default:
                JsonLine.Require(json.Span);
                throw new InvalidOperationException("A line is JSON, and is not.");
        }
    }
}
