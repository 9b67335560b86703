using System.Text.Json;
using TrainForge.Diagnostics;

namespace TrainForge.Engine.Models;

/// <summary>Hugging Face's config.json, read and written.</summary>
public static class ModelConfigFile
{
    public static ModelConfig Read(Stream stream, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 32 });
            var config = Read(new ConfigValues(document.RootElement, file), file);
            foreach (var problem in config.Check(file))
            {
                throw new TrainForgeException(problem);
            }

            return config;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is how the parser refuses text that holds half a surrogate pair.
            throw new TrainForgeException(Rules.ModelConfigUnreadable.Here(file, "it is not JSON"), e);
        }
    }

    /// <summary>The keys loaders of Hugging Face models need, indented, in a fixed order, ending with a line break.</summary>
    public static void Write(Stream stream, ModelConfig config)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartArray("architectures");
            json.WriteStringValue(config.ModelType == ModelConfig.Qwen2 ? "Qwen2ForCausalLM" : "LlamaForCausalLM");
            json.WriteEndArray();
            WriteEos(json, config.EosTokenIds);
            json.WriteNumber("head_dim", config.HeadSize);
            json.WriteString("hidden_act", "silu");
            json.WriteNumber("hidden_size", config.HiddenSize);
            json.WriteNumber("intermediate_size", config.IntermediateSize);
            json.WriteNumber("max_position_embeddings", config.MaxPositions);
            json.WriteString("model_type", config.ModelType);
            json.WriteNumber("num_attention_heads", config.HeadCount);
            json.WriteNumber("num_hidden_layers", config.LayerCount);
            json.WriteNumber("num_key_value_heads", config.KeyValueHeadCount);
            json.WriteNumber("rms_norm_eps", config.NormEpsilon);
            json.WriteNumber("rope_theta", config.RopeTheta);
            json.WriteBoolean("tie_word_embeddings", config.TieWordEmbeddings);
            json.WriteString("torch_dtype", "float32");
            json.WriteNumber("vocab_size", config.VocabSize);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static ModelConfig Read(ConfigValues values, string file)
    {
        var type = values.Text("model_type", "");
        Refuse(values.Has("rope_scaling"), file, "rope_scaling", values.Raw("rope_scaling"), "models without it");
        Refuse(values.Flag("use_sliding_window", false), file, "use_sliding_window", "true", "models without it");
        Refuse(values.Flag("mlp_bias", false), file, "mlp_bias", "true", "models without it");
        Refuse(type == ModelConfig.Llama && values.Flag("attention_bias", false), file, "attention_bias", "true", "llama models without it");
        var activation = values.Text("hidden_act", "silu");
        Refuse(activation != "silu", file, "hidden_act", activation, "'silu'");

        var hidden = values.Size("hidden_size");
        var heads = values.Size("num_attention_heads");
        return new ModelConfig
        {
            ModelType = type,
            VocabSize = values.Size("vocab_size"),
            HiddenSize = hidden,
            LayerCount = values.Size("num_hidden_layers"),
            HeadCount = heads,
            KeyValueHeadCount = values.Size("num_key_value_heads", heads),
            IntermediateSize = values.Size("intermediate_size"),
            HeadSize = values.Size("head_dim", heads > 0 ? hidden / heads : 0),
            MaxPositions = values.Size("max_position_embeddings", 2048),
            NormEpsilon = values.Number("rms_norm_eps", 1e-6),
            RopeTheta = values.Number("rope_theta", 10_000),
            TieWordEmbeddings = values.Flag("tie_word_embeddings", false),
            EosTokenIds = values.Sizes("eos_token_id"),
        };
    }

    private static void WriteEos(Utf8JsonWriter json, IReadOnlyList<int> ids)
    {
        if (ids.Count == 1)
        {
            json.WriteNumber("eos_token_id", ids[0]);
        }
        else if (ids.Count > 1)
        {
            json.WriteStartArray("eos_token_id");
            foreach (var id in ids)
            {
                json.WriteNumberValue(id);
            }

            json.WriteEndArray();
        }
    }

    private static void Refuse(bool when, string file, string setting, string value, string known)
    {
        if (when)
        {
            throw new TrainForgeException(Rules.ModelTypeUnknown.Here(file, setting, value, known));
        }
    }
}
