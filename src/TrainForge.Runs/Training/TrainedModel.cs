using TrainForge.Engine.Formats.Peft;
using TrainForge.Engine.Models;
using TrainForge.Engine.Training;
using TrainForge.Files;
using TrainForge.Runs.Models;

namespace TrainForge.Runs.Training;

/// <summary>What a training made, and how it becomes a checkpoint: an adapter beside its base, or a whole model.</summary>
internal sealed record TrainedModel(ModelWeights Weights, LoraAdapter? Adapter, Trainer Trainer, RunMetrics Metrics)
{
    public void Write(string folder, ModelFolder model)
    {
        if (Adapter is { } adapter)
        {
            AtomicFile.Write(Path.Combine(folder, AdapterFiles.ConfigName), new PeftAdapterConfig(adapter.Options).Write);
            AtomicFile.Write(Path.Combine(folder, AdapterFiles.WeightsName), adapter.Write);
        }
        else
        {
            AtomicFile.Write(Path.Combine(folder, ModelFolder.WeightsName), Weights.Write);
        }

        AtomicFile.Write(Path.Combine(folder, ModelFolder.ConfigName), s => ModelConfigFile.Write(s, Weights.Config));
        ModelFolder.CopyText(model.Path, folder);
        AtomicFile.Write(Path.Combine(folder, RunFolder.StateName), Trainer.Save);
    }
}
