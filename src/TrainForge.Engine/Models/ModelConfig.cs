using TrainForge.Diagnostics;

namespace TrainForge.Engine.Models;

/// <summary>
/// The shape of a decoder of the qwen2 and llama family: RMSNorm, grouped-query attention with rotary positions, SwiGLU.
/// Names follow Hugging Face's config.json. Not done on purpose: mixture of experts, sliding windows, scaled rotary positions.
/// </summary>
public sealed record ModelConfig
{
    public const string Qwen2 = "qwen2";
    public const string Llama = "llama";

    /// <summary>"qwen2" (q, k and v have biases) or "llama" (they have none).</summary>
    public string ModelType { get; init; } = Qwen2;

    public required int VocabSize { get; init; }

    public required int HiddenSize { get; init; }

    public required int LayerCount { get; init; }

    public required int HeadCount { get; init; }

    /// <summary>Heads of keys and values; each serves HeadCount / KeyValueHeadCount query heads.</summary>
    public required int KeyValueHeadCount { get; init; }

    public required int IntermediateSize { get; init; }

    /// <summary>Numbers per head; even, because rotary positions turn pairs.</summary>
    public required int HeadSize { get; init; }

    public int MaxPositions { get; init; } = 2048;

    public double NormEpsilon { get; init; } = 1e-6;

    public double RopeTheta { get; init; } = 10_000;

    /// <summary>The output projection is the embedding itself.</summary>
    public bool TieWordEmbeddings { get; init; } = true;

    /// <summary>End-of-text tokens as the model's own configuration names them; may be empty.</summary>
    public IReadOnlyList<int> EosTokenIds { get; init; } = [];

    public bool HasAttentionBias => ModelType == Qwen2;

    public int QuerySize => HeadCount * HeadSize;

    public int KeyValueSize => KeyValueHeadCount * HeadSize;

    /// <summary>Every contradiction at once. <paramref name="name"/> is what messages call this configuration.</summary>
    public IEnumerable<Diagnostic> Check(string name)
    {
        if (ModelType is not (Qwen2 or Llama))
        {
            yield return Rules.ModelTypeUnknown.Here(name, "model_type", ModelType, "'qwen2' or 'llama'");
        }

        foreach (var (setting, value, limit) in Sizes())
        {
            if (value < 1 || value > limit)
            {
                yield return Rules.ModelConfigContradicts.Here(name, setting, value, $"between 1 and {limit}");
            }
        }

        if (HeadSize % 2 != 0)
        {
            yield return Rules.ModelConfigContradicts.Here(name, "head_dim", HeadSize, "even");
        }

        if (KeyValueHeadCount > 0 && HeadCount % KeyValueHeadCount != 0)
        {
            yield return Rules.ModelConfigContradicts.Here(name, "num_attention_heads", HeadCount, $"a multiple of num_key_value_heads ({KeyValueHeadCount})");
        }

        if (!(NormEpsilon is > 0 and < 1))
        {
            yield return Rules.ModelConfigContradicts.Here(name, "rms_norm_eps", NormEpsilon, "between 0 and 1");
        }

        if (!(RopeTheta is > 1 and < 1e12))
        {
            yield return Rules.ModelConfigContradicts.Here(name, "rope_theta", RopeTheta, "between 1 and 1e12");
        }

        if ((long)VocabSize * HiddenSize > Array.MaxLength || (long)IntermediateSize * HiddenSize > Array.MaxLength)
        {
            yield return Rules.ModelConfigContradicts.Here(name, "hidden_size", HiddenSize, "small enough that no tensor has more than 2147483591 numbers");
        }
    }

    // Limits are far above any model this engine can train; they keep hostile numbers from overflowing a product.
    private IEnumerable<(string Setting, int Value, int Limit)> Sizes() =>
    [
        ("vocab_size", VocabSize, 1 << 24),
        ("hidden_size", HiddenSize, 1 << 17),
        ("num_hidden_layers", LayerCount, 1 << 12),
        ("num_attention_heads", HeadCount, 1 << 12),
        ("num_key_value_heads", KeyValueHeadCount, 1 << 12),
        ("intermediate_size", IntermediateSize, 1 << 20),
        ("head_dim", HeadSize, 1 << 10),
        ("max_position_embeddings", MaxPositions, 1 << 20),
    ];
}
