using System.Globalization;
using TrainForge.Diagnostics;
using TrainForge.Engine.Models;
using TrainForge.Engine.Tensors;

namespace TrainForge.Engine.Formats.Gguf;

/// <summary>A whole model as GGUF, unquantised. Adapters are merged first; see <see cref="LoraAdapter.Merge"/>.</summary>
public static class GgufModel
{
    public static void Write(Stream stream, ModelWeights weights, GgufOptions options)
    {
        var config = weights.Config;
        if (config.QuerySize != config.HiddenSize)
        {
            throw new TrainForgeException(Rules.GgufArchitectureUnknown.Here(config.ModelType, $"{config.HeadCount} heads of {config.HeadSize} on a hidden size of {config.HiddenSize}"));
        }

        var writer = new GgufWriter();
        AddGeneral(writer, config, options);
        AddSizes(writer, config);
        AddTokenizer(writer, config, options);
        foreach (var tensor in weights.Tensors)
        {
            writer.Add(Turned(tensor, config));
        }

        writer.Write(stream);
    }

    /// <summary>The tensor a Hugging Face name has in GGUF.</summary>
    public static string NameOf(string tensor)
    {
        if (!tensor.StartsWith("model.layers.", StringComparison.Ordinal))
        {
            return tensor switch
            {
                ModelLayout.Embedding => "token_embd.weight",
                ModelLayout.FinalNorm => "output_norm.weight",
                ModelLayout.Head => "output.weight",
                _ => throw new ArgumentException($"'{tensor}' has no name in GGUF.", nameof(tensor)),
            };
        }

        var parts = tensor.Split('.');
        var part = parts[^2] switch
        {
            "input_layernorm" => "attn_norm",
            "post_attention_layernorm" => "ffn_norm",
            "q_proj" => "attn_q",
            "k_proj" => "attn_k",
            "v_proj" => "attn_v",
            "o_proj" => "attn_output",
            "gate_proj" => "ffn_gate",
            "up_proj" => "ffn_up",
            "down_proj" => "ffn_down",
            _ => throw new ArgumentException($"'{tensor}' has no name in GGUF.", nameof(tensor)),
        };
        return $"blk.{parts[2]}.{part}.{parts[^1]}";
    }

    private static void AddGeneral(GgufWriter writer, ModelConfig config, GgufOptions options)
    {
        writer.Add("general.architecture", config.ModelType);
        writer.Add("general.type", "model");
        writer.Add("general.name", options.Name);
        writer.Add("general.file_type", 0u);
        writer.Add("general.alignment", (uint)GgufWriter.Alignment);
        if (options.License is { } license)
        {
            writer.Add("general.license", license);
        }

        if (options.BaseModel is { } model)
        {
            writer.Add("general.base_model.count", 1u);
            writer.Add("general.base_model.0.name", model);
        }

        if (options.Dataset is { } dataset)
        {
            writer.Add("general.dataset.count", 1u);
            writer.Add("general.dataset.0.name", dataset.Name);
            writer.Add("general.dataset.0.version", dataset.Version);
            writer.Add("general.dataset.0.content_hash", dataset.ContentHash);
        }
    }

    private static void AddSizes(GgufWriter writer, ModelConfig config)
    {
        var type = config.ModelType;
        writer.Add(type + ".context_length", (uint)config.MaxPositions);
        writer.Add(type + ".embedding_length", (uint)config.HiddenSize);
        writer.Add(type + ".block_count", (uint)config.LayerCount);
        writer.Add(type + ".feed_forward_length", (uint)config.IntermediateSize);
        writer.Add(type + ".attention.head_count", (uint)config.HeadCount);
        writer.Add(type + ".attention.head_count_kv", (uint)config.KeyValueHeadCount);
        writer.Add(type + ".attention.layer_norm_rms_epsilon", (float)config.NormEpsilon);
        writer.Add(type + ".rope.freq_base", (float)config.RopeTheta);
        writer.Add(type + ".rope.dimension_count", (uint)config.HeadSize);
        writer.Add(type + ".vocab_size", (uint)config.VocabSize);
    }

    private static void AddTokenizer(GgufWriter writer, ModelConfig config, GgufOptions options)
    {
        // Rows without a token get a name nothing can spell and the kind "unused".
        var tokens = new string[config.VocabSize];
        var types = new int[config.VocabSize];
        for (var id = 0; id < tokens.Length; id++)
        {
            (tokens[id], types[id]) = options.Vocabulary.Tokens.TryGetValue(id, out var token)
                ? token
                : (string.Create(CultureInfo.InvariantCulture, $"[PAD{id}]"), 5);
        }

        foreach (var id in options.Vocabulary.Tokens.Keys)
        {
            if (id < 0 || id >= config.VocabSize)
            {
                throw new TrainForgeException(Rules.GgufVocabularyDiffers.Here(options.Vocabulary.Tokens.Count, config.VocabSize));
            }
        }

        writer.Add("tokenizer.ggml.model", "gpt2");
        writer.Add("tokenizer.ggml.pre", options.Vocabulary.Cut);
        writer.Add("tokenizer.ggml.tokens", tokens);
        writer.Add("tokenizer.ggml.token_type", types);
        writer.Add("tokenizer.ggml.merges", options.Vocabulary.Merges);
        AddId(writer, "tokenizer.ggml.bos_token_id", options.BosTokenId);
        AddId(writer, "tokenizer.ggml.eos_token_id", options.EosTokenId);
        AddId(writer, "tokenizer.ggml.padding_token_id", options.PadTokenId);
        writer.Add("tokenizer.ggml.add_bos_token", false);
        if (options.ChatTemplate is { } template)
        {
            writer.Add("tokenizer.chat_template", template);
        }
    }

    private static void AddId(GgufWriter writer, string key, int? id)
    {
        if (id is { } value)
        {
            writer.Add(key, (uint)value);
        }
    }

    // The llama architecture turns neighbours (2i, 2i + 1), Hugging Face's halves (i, i + d/2): rows of q and k change places. qwen2 keeps halves.
    private static Tensor Turned(Tensor tensor, ModelConfig config)
    {
        var name = NameOf(tensor.Name);
        var heads = name.EndsWith(".attn_q.weight", StringComparison.Ordinal) ? config.HeadCount
            : name.EndsWith(".attn_k.weight", StringComparison.Ordinal) ? config.KeyValueHeadCount
            : 0;
        if (config.ModelType != ModelConfig.Llama || heads == 0)
        {
            return new Tensor(name, [.. tensor.Shape], tensor.Values);
        }

        var turned = new Tensor(name, [.. tensor.Shape]);
        var (columns, half) = (tensor.Columns, config.HeadSize / 2);
        for (var row = 0; row < tensor.Rows; row++)
        {
            var (head, within) = (row / config.HeadSize, row % config.HeadSize);
            var from = (head * config.HeadSize) + (within % 2 * half) + (within / 2);
            tensor.Values.AsSpan(from * columns, columns).CopyTo(turned.Values.AsSpan(row * columns));
        }

        return turned;
    }
}
