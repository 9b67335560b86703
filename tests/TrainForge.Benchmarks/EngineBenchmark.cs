using System.Diagnostics;
using TrainForge.Engine.Kernels;
using TrainForge.Engine.Models;
using TrainForge.Engine.Training;

namespace TrainForge.Benchmarks;

/// <summary>Tokens per second of training steps: best and median of the run, first two steps left out.</summary>
internal static class EngineBenchmark
{
    public static int Run(int hidden, int layers, int vocabulary, bool lora)
    {
        var config = new ModelConfig
        {
            VocabSize = vocabulary, HiddenSize = hidden, LayerCount = layers, HeadCount = 4, KeyValueHeadCount = 2,
            HeadSize = hidden / 4, IntermediateSize = hidden * 11 / 4,
        };
        var weights = ModelWeights.Random(config, 1);
        var adapter = lora ? LoraAdapter.Create(config, new(), 1) : null;
        var trainer = new Trainer(weights, adapter, Examples(vocabulary), new() { Epochs = 3, LearningRate = 1e-3 });

        var whole = Stopwatch.StartNew();
        var clock = Stopwatch.StartNew();
        var rates = new List<double>();
        StepMetrics last = null!;
        foreach (var step in trainer.Run(CancellationToken.None))
        {
            rates.Add(step.Tokens / clock.Elapsed.TotalSeconds);
            clock.Restart();
            last = step;
        }

        rates.RemoveRange(0, 2);
        rates.Sort();
        var numbers = weights.Tensors.Sum(t => (long)t.Values.Length);
        Console.WriteLine(
            $"{(lora ? "lora" : "full")} hidden={hidden} layers={layers} vocab={vocabulary} numbers={numbers} steps={last.Step} seconds={whole.Elapsed.TotalSeconds:F1} "
            + $"tokens/s best={rates[^1]:F0} median={rates[rates.Count / 2]:F0} loss={last.Loss:F4} hash={(adapter is null ? weights.Hash()[..12] : BitConverter.DoubleToInt64Bits(last.Loss).ToString("X"))}");
        return 0;
    }

    // 300 conversations of 256 tokens, the later half of each trained on.
    private static TrainingExample[] Examples(int vocabulary)
    {
        var stream = new SeedStream(1, "benchmark");
        return [.. Enumerable.Range(0, 300).Select(_ => new TrainingExample
        {
            Tokens = [.. Enumerable.Range(0, 256).Select(i => stream.NextBelow(vocabulary / 8))],
            Trained = [.. Enumerable.Range(0, 256).Select(i => i >= 128)],
        })];
    }
}
