using System.Text.Json;
using TrainForge.Engine.Formats.Peft;
using TrainForge.Engine.Formats.Safetensors;
using TrainForge.Engine.Models;
using TrainForge.Engine.Tensors;
using TrainForge.Engine.Training;
using TrainForge.Text.Tokenizers;

namespace TrainForge.PackageTests.Judges;

/// <summary>A small model with everything around it, in the form a judge reads.</summary>
internal static class JudgeFiles
{
    private static readonly string[] Texts =
    [
        "The quick brown fox jumps over the lazy dog. The model reads the log and then the tool answers the user.",
        "system user assistant function calls return results, for (int i = 0; i < 10; i++) { return i; }",
        "Número 12345 naïve 日本語 🙂, don't we'll they're  two  spaces\n\nand lines\t\tand tabs.",
    ];

    public static TrainedTokenizer Tokenizer() =>
        BpeTrainer.Train([.. Enumerable.Repeat(Texts, 3).SelectMany(t => t)], new() { VocabularySize = 330, SpecialTokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"] }, TestContext.Current.CancellationToken);

    public static ModelConfig Config(string type, bool tied) => new()
    {
        ModelType = type,
        VocabSize = 352,
        HiddenSize = 64,
        LayerCount = 3,
        HeadCount = 8,
        KeyValueHeadCount = 2,
        HeadSize = 8,
        IntermediateSize = 160,
        MaxPositions = 256,
        TieWordEmbeddings = tied,
        RopeTheta = 1_000_000,
    };

    /// <summary>Trained a little, so that no tensor is as it was drawn.</summary>
    public static ModelWeights Weights(ModelConfig config)
    {
        var weights = ModelWeights.Random(config, 5);
        var options = new TrainingOptions { LearningRate = 2e-2, MaxSteps = 12, Epochs = 12, WarmupRatio = 0, Schedule = ScheduleKind.Constant };
        _ = new Trainer(weights, null, Examples(), options).Run(TestContext.Current.CancellationToken).Last();
        return weights;
    }

    public static LoraAdapter Adapter(ModelWeights weights)
    {
        var adapter = LoraAdapter.Create(weights.Config, new() { Rank = 4, Alpha = 8 }, 6);
        var options = new TrainingOptions { LearningRate = 2e-2, MaxSteps = 5, Epochs = 5, WarmupRatio = 0, Schedule = ScheduleKind.Constant };
        _ = new Trainer(weights, adapter, Examples(), options).Run(TestContext.Current.CancellationToken).Last();
        return adapter;
    }

    public static TrainingExample[] Examples()
    {
        var tokenizer = Tokenizer().ToTokenizer();
        return [.. Texts.Select(t => tokenizer.Encode(t)).Select(t => new TrainingExample { Tokens = t, Trained = [.. Enumerable.Range(0, t.Length).Select(i => i > t.Length / 4)] })];
    }

    /// <summary>Model, adapter, batch, and in ours.safetensors what the engine makes of them.</summary>
    public static void Write(string folder, ModelWeights weights, LoraAdapter adapter)
    {
        Save(folder, "config.json", s => ModelConfigFile.Write(s, weights.Config));
        Save(folder, "model.safetensors", weights.Write);
        Save(folder, "adapter_config.json", new PeftAdapterConfig(adapter.Options, "base").Write);
        Save(folder, "adapter_model.safetensors", adapter.Write);

        var examples = Examples();
        var options = new TrainingOptions
        {
            LearningRate = 1e-3, Epochs = 3, BatchSize = examples.Length, WarmupRatio = 0, Schedule = ScheduleKind.Constant, MaxGradientNorm = 0.5,
        };
        File.WriteAllText(Path.Combine(folder, "batch.json"), JsonSerializer.Serialize(new
        {
            ids = examples.Select(e => e.Tokens),
            trained = examples.Select(e => e.Trained),
            lr = options.LearningRate,
            weight_decay = options.WeightDecay,
            max_norm = options.MaxGradientNorm,
            steps = options.Epochs,
        }));
        Save(folder, "ours.safetensors", s => SafetensorsWriter.Write(s, Ours(weights, adapter, examples, options)));
    }

    public static void Save(string folder, string name, Action<Stream> write)
    {
        using var stream = File.Create(Path.Combine(folder, name));
        write(stream);
    }

    private static List<Tensor> Ours(ModelWeights weights, LoraAdapter adapter, TrainingExample[] examples, TrainingOptions options)
    {
        int[] first = examples[0].Tokens;
        int[] shape = [first.Length, weights.Config.VocabSize];
        var tensors = new List<Tensor>
        {
            new("logits", shape, new ReferenceModel(weights).Logits(first)),
            new("lora.logits", shape, new ReferenceModel(weights, adapter).Logits(first)),
            new("merged.logits", shape, new ReferenceModel(adapter.Merge(weights)).Logits(first)),
        };
        var loss = AddGradients(tensors, "grad.", new ReferenceModel(weights, null, train: true), examples);
        tensors.Add(new("loss", [1], [(float)loss]));
        AddGradients(tensors, "lora.grad.", new ReferenceModel(weights, adapter, train: true), examples);

        var trainer = new Trainer(weights, adapter, examples, options);
        var losses = trainer.Run(TestContext.Current.CancellationToken).Select(m => (float)m.Loss).ToArray();
        tensors.Add(new("lora.losses", [losses.Length], losses));
        tensors.AddRange(adapter.Tensors.Select(t => new Tensor("lora.stepped." + t.Name, [.. t.Shape], t.Values)));
        return tensors;
    }

    private static double AddGradients(List<Tensor> tensors, string prefix, ReferenceModel model, TrainingExample[] examples)
    {
        var batch = TokenBatch.Of(examples);
        var loss = model.LossAndGradients(batch, 1f / batch.Targets.Length) / batch.Targets.Length;
        tensors.AddRange(model.Trained.Select(p => new Tensor(prefix + p.Name, [.. p.Tensor.Shape], p.Gradient!)));
        return loss;
    }
}
