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
/// <param name="aside">The name of a field that is kept apart, because no reader asks for it; empty for none.</param>
/// <remarks>What comes back is overwritten by the next line.</remarks>
internal sealed class LineCleaning(Redactor redactor, RedactionCounts counts, ReadOnlyMemory<byte> aside = default)
{
    private readonly JsonLook _look = new(JsonText.MaxDepth, aside);
    private readonly ArrayBufferWriter<byte> _compact = new();
    private readonly ArrayBufferWriter<byte> _redacted = new();
    private readonly ArrayBufferWriter<byte> _shortened = new();

    public SourceLine Clean(SourceLine line, ReadReport report)
    {
        if (line.Bytes.Span.Trim(JsonLine.Space).IsEmpty)
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
            return Clean(line, line.Bytes.Trim(JsonLine.Space));
        }
        catch (JsonException e)
        {
            report.Bad(line.Number, JsonFields.Sentence(e));
            return line with { Bytes = default };
        }
    }

    private SourceLine Clean(SourceLine line, ReadOnlyMemory<byte> json)
    {
        // Whether it is JSON is seen while it is redacted; a walk of its own is taken only by lines that may need more.
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

        json = Redacted(json);
        if (_look.HasSpace)
        {
            json = Redacted(JsonLine.Compact(json, _compact));
        }

        return _look.Field is { } field ? Divided(line, json, field) : line with { Bytes = json };
    }

    private ReadOnlyMemory<byte> Redacted(ReadOnlyMemory<byte> json)
    {
        _redacted.ResetWrittenCount();
        switch (redactor.RedactJson(json.Span, _redacted, counts, _look))
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

    // The object without the field and the comma that stood between it and others, and the field for itself.
    private SourceLine Divided(SourceLine line, ReadOnlyMemory<byte> json, Range field)
    {
        var (before, behind) = (json[..field.Start], json[field.End..]);
        before = before.Span[^1] == ',' ? before[..^1] : before;
        behind = before.Length == 1 && behind.Span[0] == ',' ? behind[1..] : behind;
        _shortened.ResetWrittenCount();
        _shortened.Write(before.Span);
        _shortened.Write(behind.Span);
        return line with { Bytes = _shortened.WrittenMemory, Aside = json[field] };
    }
}
