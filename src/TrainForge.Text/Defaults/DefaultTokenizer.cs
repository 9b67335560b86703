using System.Text.Encodings.Web;
using System.Text.Json;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Text.Defaults;

/// <summary>The two files a model's folder needs to read and write conversations.</summary>
public sealed record TokenizerFiles(byte[] TokenizerJson, byte[] TokenizerConfigJson, int VocabularySize)
{
    public const string TokenizerName = "tokenizer.json";

    public const string ConfigName = "tokenizer_config.json";
}

/// <summary>Tokenizer and template for a model made from nothing. The same texts, in any order, give the same bytes.</summary>
public static class DefaultTokenizer
{
    public static IReadOnlyList<string> SpecialTokens { get; } = [ChatMl.EndOfText, ChatMl.StartOfTurn, ChatMl.EndOfTurn];

    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="texts">What the model will read: the more like it, the fewer tokens.</param>
    /// <param name="vocabularySize">Ids in all. Fewer come out when the texts are few.</param>
    /// <param name="cancel">Stops between merges.</param>
    public static TokenizerFiles Train(IEnumerable<string> texts, int vocabularySize, CancellationToken cancel)
    {
        // The template's own words are read in every conversation, so they are trained on as well.
        var trained = BpeTrainer.Train(
            texts.Append(ChatMl.Template),
            new BpeTrainerOptions { VocabularySize = vocabularySize, SpecialTokens = SpecialTokens, Pattern = SplitPattern.Qwen2 },
            cancel);
        return new TokenizerFiles(trained.ToJson(), Configuration(trained.VocabularySize), trained.VocabularySize);
    }

    private static byte[] Configuration(int vocabularySize)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Layout))
        {
            json.WriteStartObject();
            json.WriteString("tokenizer_class", "PreTrainedTokenizerFast");
            json.WriteBoolean("add_bos_token", false);
            json.WriteBoolean("add_prefix_space", false);
            json.WriteNull("bos_token");
            json.WriteString("eos_token", ChatMl.EndOfTurn);
            json.WriteString("pad_token", ChatMl.EndOfText);
            json.WriteNull("unk_token");
            json.WriteBoolean("clean_up_tokenization_spaces", false);
            json.WriteStartObject("added_tokens_decoder");
            for (var i = 0; i < SpecialTokens.Count; i++)
            {
                WriteToken(json, vocabularySize - SpecialTokens.Count + i, SpecialTokens[i]);
            }

            json.WriteEndObject();
            json.WriteString("chat_template", ChatMl.Template.ReplaceLineEndings("\n"));
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteToken(Utf8JsonWriter json, int id, string content)
    {
        json.WriteStartObject(id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("content", content);
        json.WriteBoolean("lstrip", false);
        json.WriteBoolean("normalized", false);
        json.WriteBoolean("rstrip", false);
        json.WriteBoolean("single_word", false);
        json.WriteBoolean("special", true);
        json.WriteEndObject();
    }
}
