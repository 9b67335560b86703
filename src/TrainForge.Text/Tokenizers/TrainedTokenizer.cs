using System.Text.Encodings.Web;
using System.Text.Json;

namespace TrainForge.Text.Tokenizers;

/// <summary>A tokenizer fresh from training, ready to be written as tokenizer.json. The same training gives the same bytes.</summary>
public sealed class TrainedTokenizer
{
    // New lines are \n on every machine; text stays readable, nothing here goes into HTML.
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IReadOnlyList<string> _symbols;
    private readonly IReadOnlyList<(int Left, int Right)> _merges;
    private readonly BpeTrainerOptions _options;

    internal TrainedTokenizer(IReadOnlyList<string> symbols, IReadOnlyList<(int Left, int Right)> merges, BpeTrainerOptions options) =>
        (_symbols, _merges, _options) = (symbols, merges, options);

    /// <summary>What the training reached; less than was asked for when the texts hold too few pairs.</summary>
    public int VocabularySize => _symbols.Count + _options.SpecialTokens.Count;

    public Tokenizer ToTokenizer()
    {
        using var stream = new MemoryStream(ToJson());
        return Tokenizer.Load(stream, "tokenizer.json");
    }

    /// <summary>The bytes of tokenizer.json.</summary>
    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Layout))
        {
            Write(json);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        json.WriteNull("truncation");
        json.WriteNull("padding");
        WriteAdded(json);
        if (_options.Compose)
        {
            WriteStep(json, "normalizer", "NFC");
        }
        else
        {
            json.WriteNull("normalizer");
        }

        WritePreTokenizer(json);
        json.WriteNull("post_processor");
        WriteByteLevel(json, "decoder", useRegex: true);
        WriteModel(json);
        json.WriteEndObject();
    }

    private void WriteAdded(Utf8JsonWriter json)
    {
        json.WriteStartArray("added_tokens");
        for (var i = 0; i < _options.SpecialTokens.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", _symbols.Count + i);
            json.WriteString("content", _options.SpecialTokens[i]);
            json.WriteBoolean("single_word", false);
            json.WriteBoolean("lstrip", false);
            json.WriteBoolean("rstrip", false);
            json.WriteBoolean("normalized", false);
            json.WriteBoolean("special", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WritePreTokenizer(Utf8JsonWriter json)
    {
        if (_options.Pattern is SplitPattern.Gpt2 or SplitPattern.None)
        {
            WriteByteLevel(json, "pre_tokenizer", _options.Pattern == SplitPattern.Gpt2);
            return;
        }

        json.WriteStartObject("pre_tokenizer");
        json.WriteString("type", "Sequence");
        json.WriteStartArray("pretokenizers");
        json.WriteStartObject();
        json.WriteString("type", "Split");
        json.WriteStartObject("pattern");
        json.WriteString("Regex", SplitPatterns.TextOf(_options.Pattern));
        json.WriteEndObject();
        json.WriteString("behavior", "Isolated");
        json.WriteBoolean("invert", false);
        json.WriteEndObject();
        WriteByteLevel(json, null, useRegex: false);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteByteLevel(Utf8JsonWriter json, string? name, bool useRegex)
    {
        WriteStart(json, name, "ByteLevel");
        json.WriteBoolean("add_prefix_space", false);
        json.WriteBoolean("trim_offsets", false);
        json.WriteBoolean("use_regex", useRegex);
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, string name, string type)
    {
        WriteStart(json, name, type);
        json.WriteEndObject();
    }

    private static void WriteStart(Utf8JsonWriter json, string? name, string type)
    {
        if (name is null)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(name);
        }

        json.WriteString("type", type);
    }

    private void WriteModel(Utf8JsonWriter json)
    {
        WriteStart(json, "model", "BPE");
        json.WriteNull("dropout");
        json.WriteNull("unk_token");
        json.WriteNull("continuing_subword_prefix");
        json.WriteNull("end_of_word_suffix");
        json.WriteBoolean("fuse_unk", false);
        json.WriteBoolean("byte_fallback", false);
        json.WriteBoolean("ignore_merges", false);
        json.WriteStartObject("vocab");
        for (var id = 0; id < _symbols.Count; id++)
        {
            json.WriteNumber(_symbols[id], id);
        }

        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (var (left, right) in _merges)
        {
            json.WriteStartArray();
            json.WriteStringValue(_symbols[left]);
            json.WriteStringValue(_symbols[right]);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
