using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Data.Decontamination;

/// <summary>
/// The texts of an evaluation file, whatever its form. Of JSON every text but names, ids, tools and instructions: those are the
/// same in what is trained on. Of YAML and plain text whole paragraphs, and every line by itself.
/// </summary>
internal static class SuiteTexts
{
    private static readonly HashSet<string> Ignored = new(StringComparer.OrdinalIgnoreCase) { "tools", "functions", "role", "id", "name", "type", "source", "group", "model", "system" };

    private static readonly HashSet<string> Asking =
        new(StringComparer.OrdinalIgnoreCase) { "prompt", "question", "instruction", "input", "query", "user", "goal", "task", "problem" };

    public static IEnumerable<SuiteText> Read(SuiteFile file) => Path.GetExtension(file.Path).ToLowerInvariant() switch
    {
        ".jsonl" => Lines(file),
        ".json" => Of(Parse(File.ReadAllBytes(file.Path), new SourcePoint(file.Path)), asks: false),
        _ => Paragraphs(File.ReadLines(file.Path)),
    };

    private static IEnumerable<SuiteText> Lines(SuiteFile file)
    {
        var number = 0;
        foreach (var line in File.ReadLines(file.Path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                foreach (var text in Of(Parse(Encoding.UTF8.GetBytes(line), new SourcePoint(file.Path, number)), asks: false))
                {
                    yield return text;
                }
            }
        }
    }

    // What cannot be read cannot be kept out of training, and nobody would notice.
    private static JsonElement Parse(ReadOnlyMemory<byte> utf8, SourcePoint where)
    {
        try
        {
            var start = utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            using var document = JsonDocument.Parse(utf8[start..], JsonForm.Reading);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new TrainForgeException(Rules.SuiteUnreadable.At(where, JsonFields.Sentence(e)), e);
        }
    }

    private static IEnumerable<SuiteText> Of(JsonElement value, bool asks)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return [new SuiteText(value.GetString()!, asks)];
            case JsonValueKind.Array:
                return value.EnumerateArray().SelectMany(item => Of(item, asks));
            case JsonValueKind.Object:
                var role = value.TryGetProperty("role", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
                return role is "system" or "developer"
                    ? []
                    : value.EnumerateObject().Where(f => !Ignored.Contains(f.Name)).SelectMany(f => Of(f.Value, role is null ? asks || Asking.Contains(f.Name) : role == "user"));
            default:
                return [];
        }
    }

    private static IEnumerable<SuiteText> Paragraphs(IEnumerable<string> lines)
    {
        var paragraph = new StringBuilder();
        foreach (var line in lines.Append(""))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                paragraph.Append(line).Append('\n');
                yield return new SuiteText(Value(line), Asks: true);
            }
            else if (paragraph.Length > 0)
            {
                yield return new SuiteText(paragraph.ToString(), Asks: false);
                paragraph.Clear();
            }
        }
    }

    // - question: "…" of YAML.
    private static string Value(string line)
    {
        var text = line.AsSpan().Trim().TrimStart("- ");
        var end = text.IndexOf(": ");
        return (end > 0 && !text[..end].ContainsAny(' ', '"') ? text[(end + 2)..] : text).ToString();
    }
}

/// <param name="Asks">It is a question, so that asking just that is asking what the evaluation asks.</param>
internal readonly record struct SuiteText(string Text, bool Asks);
