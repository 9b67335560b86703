using TrainForge.Engine.Models;
using TrainForge.Engine.Training;
using TrainForge.Runs.Examples;
using TrainForge.Runs.Models;
using CoreTraining = TrainForge.Options.TrainingOptions;
using EngineLora = TrainForge.Engine.Models.LoraOptions;
using EngineTraining = TrainForge.Engine.Training.TrainingOptions;

namespace TrainForge.Runs.Training;

/// <summary>The embedded engine, put to work on one dataset: settings into the engine's words, steps into metrics.</summary>
internal static class EmbeddedTraining
{
    public static TrainedModel Run(ModelFolder model, TrainingData data, CoreTraining settings, Action<StepMetrics, int> onStep, CancellationToken cancel)
    {
        var weights = model.LoadWeights();
        var adapter = settings.Lora.Rank > 0 ? LoraAdapter.Create(weights.Config, Lora(settings), (ulong)settings.Seed) : null;
        var before = ValidLoss(weights, adapter, data, cancel);

        var trainer = new Trainer(weights, adapter, [.. data.Train.Select(e => e.Tokens)], Options(settings));
        var steps = new List<StepMetrics>(trainer.Steps);
        foreach (var step in trainer.Run(cancel))
        {
            steps.Add(step);
            onStep(step, trainer.Steps);
        }

        var metrics = new RunMetrics
        {
            TrainExamples = data.Train.Count,
            ValidExamples = data.Valid.Count,
            TooLong = data.TooLong,
            Parameters = Count(weights.Tensors),
            TrainedParameters = Count(adapter?.Tensors ?? weights.Tensors),
            FirstLoss = steps[0].Loss,
            LastLoss = steps[^1].Loss,
            ValidLossBefore = before,
            ValidLoss = ValidLoss(weights, adapter, data, cancel),
            Steps = steps,
        };
        return new TrainedModel(weights, adapter, trainer, metrics);
    }

    private static double? ValidLoss(ModelWeights weights, LoraAdapter? adapter, TrainingData data, CancellationToken cancel) =>
        data.Valid.Count == 0 ? null : new ReferenceModel(weights, adapter).Loss([.. data.Valid.Select(e => e.Tokens)], cancel);

    private static int Count(IReadOnlyList<Engine.Tensors.Tensor> tensors) => tensors.Sum(t => t.Values.Length);

    private static EngineLora Lora(CoreTraining settings) => new()
    {
        Rank = settings.Lora.Rank,
        Alpha = settings.Lora.Alpha,
        Dropout = settings.Lora.Dropout,
        Targets = [.. settings.Lora.Targets.Select(t => t + "_proj")],
    };

    private static EngineTraining Options(CoreTraining settings) => new()
    {
        LearningRate = settings.LearningRate,
        Schedule = Enum.Parse<ScheduleKind>(settings.Schedule.ToString()),
        WarmupRatio = settings.Warmup,
        Epochs = settings.Epochs,
        MaxSteps = settings.MaxSteps,
        BatchSize = settings.BatchSize,
        AccumulationSteps = settings.GradientAccumulation,
        WeightDecay = settings.WeightDecay,
        MaxGradientNorm = settings.MaxGradNorm,
        MaxTokens = settings.MaxLength,
        Seed = (ulong)settings.Seed,
    };
}
