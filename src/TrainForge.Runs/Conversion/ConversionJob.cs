using TrainForge.Diagnostics;
using TrainForge.Engine.Formats.Gguf;
using TrainForge.Engine.Models;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Runs.Models;
using TrainForge.Runs.Training;

namespace TrainForge.Runs.Conversion;

/// <summary>A completed run in another format. A run that is not complete, or no longer what was written, is refused before anything is made.</summary>
public sealed class ConversionJob(TrainForgeRoot root, string toolVersion, TimeProvider clock)
{
    public const string GgufName = "model.gguf";

    private const string FullPrecision = "f32";
    private static readonly TimeSpan WaitForOther = TimeSpan.FromHours(6);

    public (ConversionFolder Conversion, bool Reused) Run(RunFolder run, ModelFormat format, CancellationToken cancel)
    {
        if (format == ModelFormat.Onnx)
        {
            throw new TrainForgeException(Rules.FormatNotYet.Here(Setting.KeyOf(format.ToString())));
        }

        RunSearch.RequireComplete(run, cancel);
        var conversion = new ConversionFolder(root, run, format, FullPrecision);
        using var mine = FileLock.Acquire(conversion.LockPath, WaitForOther, cancel);
        if (conversion.IsComplete(cancel))
        {
            return (conversion, true);
        }

        if (Directory.Exists(conversion.Path))
        {
            Directory.Delete(conversion.Path, recursive: true); // what an earlier, killed conversion left; ours by its name
        }

        Write(TrainedCheckpoint.Open(root, run), conversion);
        conversion.Finish(toolVersion, clock.GetUtcNow(), cancel);
        return (conversion, false);
    }

    private static void Write(TrainedCheckpoint checkpoint, ConversionFolder conversion)
    {
        var weights = checkpoint.Merged();
        if (conversion.Format == ModelFormat.Gguf)
        {
            AtomicFile.Write(Path.Combine(conversion.Path, GgufName), s => GgufModel.Write(s, weights, Gguf(checkpoint, conversion.Parent, weights.Config)));
            return;
        }

        AtomicFile.Write(Path.Combine(conversion.Path, ModelFolder.ConfigName), s => ModelConfigFile.Write(s, weights.Config));
        AtomicFile.Write(Path.Combine(conversion.Path, ModelFolder.WeightsName), weights.Write);
        checkpoint.CopyText(conversion.Path);
    }

    private static GgufOptions Gguf(TrainedCheckpoint checkpoint, RunFolder run, ModelConfig config)
    {
        var template = checkpoint.LoadTemplate();
        var tokenizer = checkpoint.LoadTokenizer();
        var dataset = run.Metadata.Dataset.Split('@', 2);
        return new GgufOptions
        {
            Name = run.Metadata.Model,
            Vocabulary = checkpoint.LoadVocabulary(),
            ChatTemplate = template.Source,
            BosTokenId = Id("bos_token"),
            EosTokenId = Id("eos_token") ?? (config.EosTokenIds.Count > 0 ? config.EosTokenIds[0] : null),
            PadTokenId = Id("pad_token"),
            Dataset = (dataset[0], dataset[^1], run.Metadata.DatasetHash),
        };

        int? Id(string role) => template.SpecialTokens.TryGetValue(role, out var text) ? tokenizer.IdOf(text) : null;
    }
}
