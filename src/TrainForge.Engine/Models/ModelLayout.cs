using System.Globalization;

namespace TrainForge.Engine.Models;

/// <summary>Which tensors a configuration has, by their Hugging Face names, in the order they are walked.</summary>
internal static class ModelLayout
{
    public const string Embedding = "model.embed_tokens.weight";
    public const string FinalNorm = "model.norm.weight";
    public const string Head = "lm_head.weight";

    public static string Layer(int layer) => string.Create(CultureInfo.InvariantCulture, $"model.layers.{layer}");

    public static string AttentionNorm(int layer) => Layer(layer) + ".input_layernorm.weight";

    public static string MlpNorm(int layer) => Layer(layer) + ".post_attention_layernorm.weight";

    public static List<(string Name, int[] Shape)> Of(ModelConfig config)
    {
        var tensors = new List<(string, int[])> { (Embedding, [config.VocabSize, config.HiddenSize]) };
        for (var layer = 0; layer < config.LayerCount; layer++)
        {
            tensors.Add((AttentionNorm(layer), [config.HiddenSize]));
            foreach (var projection in Projection.All)
            {
                tensors.Add((projection.In(layer) + ".weight", [projection.Outputs(config), projection.Inputs(config)]));
                if (projection.MayHaveBias && config.HasAttentionBias)
                {
                    tensors.Add((projection.In(layer) + ".bias", [projection.Outputs(config)]));
                }
            }

            tensors.Add((MlpNorm(layer), [config.HiddenSize]));
        }

        tensors.Add((FinalNorm, [config.HiddenSize]));
        if (!config.TieWordEmbeddings)
        {
            tensors.Add((Head, [config.VocabSize, config.HiddenSize]));
        }

        return tensors;
    }
}
