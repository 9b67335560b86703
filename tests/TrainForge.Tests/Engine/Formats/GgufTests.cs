using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Engine.Formats.Gguf;
using TrainForge.Engine.Models;

namespace TrainForge.Tests.Engine.Formats;

public class GgufTests
{
    private const string TokenizerJson = """
        {"added_tokens":[{"id":4,"content":"<|end|>","special":true},{"id":5,"content":"tool","special":false}],
         "pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"a+|\\p{N}| b"}},{"type":"ByteLevel","use_regex":false}]},
         "model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2,"ba":3},"merges":["a b",["b","a"]]}}
        """;

    [Fact]
    public void Reads_back_every_tensor_bit_by_bit()
    {
        var weights = TinyModels.Weights(Config(tied: false));

        var reader = Open(Written(weights));

        Assert.Equal(weights.Tensors.Count, reader.Entries.Count);
        foreach (var tensor in weights.Tensors)
        {
            var read = reader.Read(GgufModel.NameOf(tensor.Name))!;
            Assert.Equal(tensor.Shape, read.Shape);
            Assert.Equal(tensor.Values, read.Values);
        }

        Assert.All(reader.Entries, e => Assert.Equal(0, e.Begin % 32));
    }

    [Fact]
    public void Says_what_the_model_is_and_what_it_was_trained_on()
    {
        var metadata = Open(Written(TinyModels.Weights(Config()))).Metadata;

        Assert.Equal("qwen2", metadata["general.architecture"]);
        Assert.Equal(2UL, metadata["qwen2.block_count"]);
        Assert.Equal(2UL, metadata["qwen2.attention.head_count_kv"]);
        Assert.Equal(1e-6, (double)metadata["qwen2.attention.layer_norm_rms_epsilon"], 1e-12);
        Assert.Equal(("toy", "v0003", "abcd"), (metadata["general.dataset.0.name"], metadata["general.dataset.0.version"], metadata["general.dataset.0.content_hash"]));
        Assert.Equal("{{ x }}", metadata["tokenizer.chat_template"]);
        Assert.Equal(4UL, metadata["tokenizer.ggml.eos_token_id"]);
        Assert.Equal("qwen2", metadata["tokenizer.ggml.pre"]);
        Assert.Equal(["a b", "b a"], (List<object>)metadata["tokenizer.ggml.merges"]);
        Assert.Equal(["a", "b", "ab", "ba", "<|end|>", "tool", "[PAD6]"], ((List<object>)metadata["tokenizer.ggml.tokens"]).Take(7));
        Assert.Equal([1L, 1L, 1L, 1L, 3L, 4L, 5L], ((List<object>)metadata["tokenizer.ggml.token_type"]).Take(7));
    }

    [Fact]
    public void The_llama_form_turns_query_and_key_rows_and_nothing_else()
    {
        var weights = TinyModels.Weights(Config(ModelConfig.Llama));

        var reader = Open(Written(weights));

        var (before, after) = (weights["model.layers.0.self_attn.k_proj.weight"], reader.Read("blk.0.attn_k.weight")!);
        int[] rows = [0, 2, 1, 3, 4, 6, 5, 7];
        Assert.Equal(rows.SelectMany(r => before.Values.Skip(r * 16).Take(16)), after.Values);
        Assert.Equal(weights["model.layers.0.self_attn.v_proj.weight"].Values, reader.Read("blk.0.attn_v.weight")!.Values);
    }

    [Fact]
    public void Same_model_gives_the_same_bytes() =>
        Assert.Equal(Written(TinyModels.Weights(Config())), Written(TinyModels.Weights(Config())));

    [Fact]
    public void Survives_any_cut_and_any_damaged_byte_of_its_head()
    {
        var whole = Written(TinyModels.Weights(Config() with { LayerCount = 1 }));
        var head = (int)Open(whole).Entries.Min(e => e.Begin);

        for (var i = 0; i < head; i++)
        {
            Assert.Throws<TrainForgeException>(() => Open(whole[..i]));
            var damaged = (byte[])whole.Clone();
            damaged[i] ^= 0x81;
            ReadAll(damaged);
        }

        Assert.Throws<TrainForgeException>(() => Open(whole[..^40]));
    }

    [Fact]
    public void Refuses_a_claim_that_would_take_all_memory()
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(0x46554747u);
        writer.Write(3u);
        writer.Write(0ul);
        writer.Write(1ul);
        writer.Write(ulong.MaxValue);

        Assert.Equal("TF7001", Assert.Throws<TrainForgeException>(() => GgufReader.Open(stream, "x")).Diagnostic.Rule.Code);
    }

    [Fact]
    public void Refuses_a_tokenizer_larger_than_the_model()
    {
        var weights = TinyModels.Weights(Config() with { VocabSize = 5 });

        Assert.Equal("TF7002", Assert.Throws<TrainForgeException>(() => Written(weights)).Diagnostic.Rule.Code);
    }

    [Fact]
    public void Refuses_what_gguf_cannot_say()
    {
        var heads = TinyModels.Weights(Config() with { HeadSize = 6 });

        Assert.Equal("TF7004", Assert.Throws<TrainForgeException>(() => Written(heads)).Diagnostic.Rule.Code);
        Assert.Equal("TF7004", Assert.Throws<TrainForgeException>(() => Vocabulary(TokenizerJson.Replace(@"\\p{N}", @"\\d", StringComparison.Ordinal))).Diagnostic.Rule.Code);
        Assert.Equal("TF4006", Assert.Throws<TrainForgeException>(() => Vocabulary("{}")).Diagnostic.Rule.Code);
    }

    // GGUF wants the heads to fill the hidden size.
    private static ModelConfig Config(string type = ModelConfig.Qwen2, bool tied = true) => TinyModels.Config(type, tied) with { HiddenSize = 16 };

    private static void ReadAll(byte[] bytes)
    {
        try
        {
            var reader = Open(bytes);
            foreach (var entry in reader.Entries)
            {
                reader.Read(entry.Name);
            }
        }
        catch (TrainForgeException)
        {
            // Refused with a code; anything else fails the test.
        }
    }

    private static GgufReader Open(byte[] bytes) => GgufReader.Open(new MemoryStream(bytes), "x");

    private static GgufVocabulary Vocabulary(string json) => GgufVocabulary.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "tokenizer.json");

    private static byte[] Written(ModelWeights weights)
    {
        var stream = new MemoryStream();
        GgufModel.Write(stream, weights, new() { Name = "tiny", Vocabulary = Vocabulary(TokenizerJson), EosTokenId = 4, ChatTemplate = "{{ x }}", Dataset = ("toy", "v0003", "abcd") });
        return stream.ToArray();
    }
}
