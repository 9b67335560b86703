using TrainForge.Engine.Kernels;
using TrainForge.Engine.Models;
using TrainForge.Engine.Training;

namespace TrainForge.Tests.Engine;

/// <summary>Models small enough for the slowest code path, with every part a large one has.</summary>
internal static class TinyModels
{
    public static ModelConfig Config(string type = ModelConfig.Qwen2, bool tied = true) => new()
    {
        ModelType = type,
        VocabSize = 23,
        HiddenSize = 12,
        LayerCount = 2,
        HeadCount = 4,
        KeyValueHeadCount = 2,
        HeadSize = 4,
        IntermediateSize = 20,
        MaxPositions = 256,
        TieWordEmbeddings = tied,
    };

    /// <summary>Random, and lively: biases and norms away from 0 and 1, weights large enough that every gradient is felt.</summary>
    public static ModelWeights Weights(ModelConfig config, ulong seed = 7)
    {
        var weights = ModelWeights.Random(config, seed);
        foreach (var tensor in weights.Tensors)
        {
            var stream = new SeedStream(seed, "lively/" + tensor.Name);
            for (var i = 0; i < tensor.Values.Length; i++)
            {
                tensor.Values[i] = tensor.Shape.Count == 2 ? tensor.Values[i] * 15 : tensor.Values[i] + (float)(stream.NextNormal() * 0.2);
            }
        }

        return weights;
    }

    /// <summary>With B away from zero, so that A has a gradient too.</summary>
    public static LoraAdapter Adapter(ModelConfig config, double dropout = 0, params string[] targets)
    {
        var options = new LoraOptions { Rank = 3, Alpha = 6, Dropout = dropout };
        var adapter = LoraAdapter.Create(config, targets.Length == 0 ? options : options with { Targets = targets }, seed: 3);
        foreach (var tensor in adapter.Tensors.Where(t => t.Name.Contains("lora_B", StringComparison.Ordinal)))
        {
            var stream = new SeedStream(9, tensor.Name);
            for (var i = 0; i < tensor.Values.Length; i++)
            {
                tensor.Values[i] = (float)(stream.NextNormal() * 0.3);
            }
        }

        return adapter;
    }

    /// <summary>Sequences with a rule to be learned (each token follows from the one before), the first quarter masked.</summary>
    public static TrainingExample[] Examples(int count, int vocabulary = 23, int longest = 12)
    {
        var stream = new SeedStream(11, "examples");
        return [.. Enumerable.Range(0, count).Select(_ => Example(2 + stream.NextBelow(longest - 1), stream.NextBelow(vocabulary), vocabulary))];
    }

    private static TrainingExample Example(int length, int first, int vocabulary)
    {
        var tokens = new int[length];
        tokens[0] = first;
        for (var i = 1; i < length; i++)
        {
            tokens[i] = ((tokens[i - 1] * 5) + 3) % vocabulary;
        }

        return new TrainingExample { Tokens = tokens, Trained = [.. Enumerable.Range(0, length).Select(i => i >= length / 4)] };
    }
}
