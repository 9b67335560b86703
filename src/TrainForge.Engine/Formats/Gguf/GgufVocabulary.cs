using System.Text.Json;
using TrainForge.Diagnostics;
using TrainForge.Engine.Models;

namespace TrainForge.Engine.Formats.Gguf;

/// <summary>A byte-level tokenizer.json in GGUF's terms: every id's token and kind, the merges, and the name of the rule that cuts words.</summary>
public sealed class GgufVocabulary
{
    private const int Normal = 1;
    private const int Control = 3;
    private const int UserDefined = 4;

    private GgufVocabulary(SortedDictionary<int, (string Text, int Type)> tokens, List<string> merges, string cut)
    {
        Tokens = tokens;
        Merges = merges;
        Cut = cut;
    }

    /// <summary>By id; ids may have gaps.</summary>
    internal SortedDictionary<int, (string Text, int Type)> Tokens { get; }

    internal IReadOnlyList<string> Merges { get; }

    /// <summary>What GGUF calls tokenizer.ggml.pre.</summary>
    internal string Cut { get; }

    public static GgufVocabulary Read(Stream tokenizerJson, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(tokenizerJson, new JsonDocumentOptions { MaxDepth = 64 });
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // Whoever loads the tokenizer to use it reports what exactly is wrong with it; here it is enough to stop.
            throw new TrainForgeException(Rules.ModelConfigUnreadable.Here(file, "it is not a byte-level tokenizer.json"), e);
        }
    }

    private static GgufVocabulary Read(JsonElement root)
    {
        var tokens = new SortedDictionary<int, (string, int)>();
        var model = root.GetProperty("model");
        foreach (var entry in model.GetProperty("vocab").EnumerateObject())
        {
            tokens[entry.Value.GetInt32()] = (entry.Name, Normal);
        }

        foreach (var added in root.GetProperty("added_tokens").EnumerateArray())
        {
            var special = added.GetProperty("special").GetBoolean();
            tokens[added.GetProperty("id").GetInt32()] = (added.GetProperty("content").GetString()!, special ? Control : UserDefined);
        }

        var merges = new List<string>();
        foreach (var merge in model.GetProperty("merges").EnumerateArray())
        {
            merges.Add(merge.ValueKind == JsonValueKind.String ? merge.GetString()! : $"{merge[0].GetString()} {merge[1].GetString()}");
        }

        return new GgufVocabulary(tokens, merges, CutOf(root.GetProperty("pre_tokenizer").GetRawText()));
    }

    // GGUF does not carry the rule itself, only a name for it. Digits tell the known ones apart: one at a time, or up to three.
    private static string CutOf(string preTokenizer)
    {
        if (!preTokenizer.Contains("\"Split\"", StringComparison.Ordinal))
        {
            return preTokenizer.Contains("\"ByteLevel\"", StringComparison.Ordinal) ? "gpt-2" : Unknown();
        }

        if (preTokenizer.Contains(@"\\p{N}{1,3}", StringComparison.Ordinal))
        {
            return "llama-bpe";
        }

        return preTokenizer.Contains(@"|\\p{N}|", StringComparison.Ordinal) ? "qwen2" : Unknown();
    }

    private static string Unknown() =>
        throw new TrainForgeException(Rules.GgufArchitectureUnknown.Here(ModelConfig.Qwen2, "a tokenizer that cuts words by a rule of its own"));
}
