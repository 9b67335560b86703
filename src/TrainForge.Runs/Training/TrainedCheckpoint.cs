using TrainForge.Diagnostics;
using TrainForge.Engine.Formats.Gguf;
using TrainForge.Engine.Formats.Peft;
using TrainForge.Engine.Formats.Safetensors;
using TrainForge.Engine.Models;
using TrainForge.Files;
using TrainForge.Runs.Models;
using TrainForge.Text.Templates;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Runs.Training;

/// <summary>The checkpoint of a run, ready to be used: a whole model, or an adapter and the base it belongs to.</summary>
public sealed class TrainedCheckpoint
{
    private readonly RunFolder _run;
    private readonly string _base;

    private TrainedCheckpoint(TrainForgeRoot root, RunFolder run)
    {
        _run = run;
        _base = Path.GetFullPath(run.Metadata.Base, root.Folder);
    }

    public static TrainedCheckpoint Open(TrainForgeRoot root, RunFolder run) => new(root, run);

    private bool IsAdapter => File.Exists(Path.Combine(_run.Checkpoint, AdapterFiles.WeightsName));

    /// <summary>The model as trained, adapter merged in.</summary>
    public ModelWeights Merged()
    {
        if (!IsAdapter)
        {
            return ModelFolder.Open(_run.Checkpoint).LoadWeights();
        }

        var weights = Base().LoadWeights();
        return Adapter(weights.Config).Merge(weights);
    }

    /// <summary>The model the run started from, proved to be the same bytes.</summary>
    public ModelFolder Base()
    {
        var model = ModelFolder.Open(_base);
        var recorded = (string?)_run.Metadata.Spec["base"]?["weights"];
        return ModelIdentity.Of(model).Weights == recorded
            ? model
            : throw new TrainForgeException(Rules.BaseChanged.Here(_base, _run.Id));
    }

    public Tokenizer LoadTokenizer() => Tokenizer.Load(Path.Combine(_run.Checkpoint, ModelFolder.TokenizerName));

    public ChatTemplate LoadTemplate() => ChatTemplate.Load(_run.Checkpoint);

    internal GgufVocabulary LoadVocabulary()
    {
        var file = Path.Combine(_run.Checkpoint, ModelFolder.TokenizerName);
        using var stream = File.OpenRead(file);
        return GgufVocabulary.Read(stream, file);
    }

    public void CopyText(string folder) => ModelFolder.CopyText(_run.Checkpoint, folder);

    private LoraAdapter Adapter(ModelConfig config)
    {
        using var settings = File.OpenRead(Path.Combine(_run.Checkpoint, AdapterFiles.ConfigName));
        using var weights = File.OpenRead(Path.Combine(_run.Checkpoint, AdapterFiles.WeightsName));
        var options = PeftAdapterConfig.Read(settings, AdapterFiles.ConfigName).Lora;
        return LoraAdapter.Load(config, options, SafetensorsReader.Open(weights, AdapterFiles.WeightsName));
    }
}
