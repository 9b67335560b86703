using System.Buffers;
using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Redaction;

namespace TrainForge.Data.Sources.Packs;

/// <summary>
/// From a line as it was found to the one that is kept: one JSON object, without pictures, redacted. Of a line that is no JSON
/// nothing is kept: half a record cannot be redacted by the names of its fields, and no reader could use it.
/// </summary>
internal sealed class LineCleaning(Redactor redactor, RedactionCounts counts)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public SourceLine Clean(SourceLine line, ReadReport report)
    {
        if (line.Bytes.Span.Trim(" \t"u8).IsEmpty)
        {
            return line with { Bytes = default };
        }

        try
        {
            var text = JsonText.Parse(Strict.GetString(line.Bytes.Span)).Text;
            if (text[0] != '{')
            {
                throw new JsonException("A line must be an object.");
            }

            var json = MediaReference.Shorten(Encoding.UTF8.GetBytes(text));
            var output = new ArrayBufferWriter<byte>(json.Length);
            return line with { Bytes = redactor.RedactJson(json, output, counts) ? output.WrittenSpan.ToArray() : json };
        }
        catch (JsonException e)
        {
            report.Bad(line.Number, JsonFields.Sentence(e));
        }
        catch (DecoderFallbackException)
        {
            report.Bad(line.Number, "It is not UTF-8.");
        }

        return line with { Bytes = default };
    }
}
