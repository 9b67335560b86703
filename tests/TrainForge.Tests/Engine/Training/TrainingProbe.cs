using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using TrainForge.Engine.Training;

namespace TrainForge.Tests.Engine.Training;

/// <summary>Trains a few steps and prints what the hardware was allowed to do and the hash of what came out. Small: without intrinsics it is 300 times slower.</summary>
internal static class TrainingProbe
{
    public static int Run(string[] args)
    {
        Console.WriteLine($"512={Vector512.IsHardwareAccelerated} fma={Fma.IsSupported}");
        Console.WriteLine(Hash(lora: false));
        Console.WriteLine(Hash(lora: true));
        return args.Length;
    }

    public static string Hash(bool lora)
    {
        var weights = TinyModels.Weights(TinyModels.Config());
        var options = new TrainingOptions { LearningRate = 5e-3, BatchSize = 2, MaxSteps = 3 };
        var trainer = new Trainer(weights, lora ? TinyModels.Adapter(weights.Config, dropout: 0.1) : null, TinyModels.Examples(6), options);
        _ = trainer.Run(CancellationToken.None).Last();
        var state = new MemoryStream();
        trainer.Save(state);
        return Convert.ToHexStringLower(SHA256.HashData(state.ToArray()));
    }
}
