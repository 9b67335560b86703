using System.Text.Json.Nodes;
using TrainForge.Engine;
using TrainForge.Engine.Models;
using TrainForge.Files;
using TrainForge.Hashing;
using TrainForge.Options;
using TrainForge.Runs.Examples;
using TrainForge.Text.Defaults;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Runs.Models;

/// <summary>
/// A model that knows nothing yet: weights drawn from a seed, a tokenizer trained on the dataset. Made of settings and data alone, so the
/// same ones give the same bytes; kept under cache/models by the fingerprint of what it was made of.
/// </summary>
public static class NewModel
{
    // Raised when the same settings and data would give other bytes.
    private const int Recipe = 1;

    public static ModelFolder Ensure(TrainForgeRoot root, ModelOptions options, TrainingDataset dataset, CancellationToken cancel)
    {
        var path = Path.Combine(root.Cache, "models", "new-" + IdentityOf(options, dataset).Short);
        using var mine = FileLock.Acquire(path + ".lock", TimeSpan.FromMinutes(30), cancel);
        if (Sha256Sums.Verify(path, EmptySet, cancel).Count > 0)
        {
            Make(path, options, dataset, cancel);
        }

        return ModelFolder.Open(path);
    }

    /// <summary>Makes it in a folder of the user's. Files are replaced one by one, each whole; the list of hashes comes last.</summary>
    public static ModelFolder Make(string path, ModelOptions options, TrainingDataset dataset, CancellationToken cancel)
    {
        var text = DefaultTokenizer.Train(dataset.Texts(cancel), options.VocabSize, cancel);
        var config = new ModelConfig
        {
            VocabSize = text.VocabularySize,
            HiddenSize = options.HiddenSize,
            LayerCount = options.Layers,
            HeadCount = options.Heads,
            KeyValueHeadCount = options.KvHeads,
            IntermediateSize = options.FfnSize,
            HeadSize = options.HiddenSize / options.Heads,
            MaxPositions = options.MaxPositions,
            RopeTheta = options.RopeTheta,
            TieWordEmbeddings = options.TieEmbeddings,
            EosTokenIds = [EndOfTurn(text)],
        };

        cancel.ThrowIfCancellationRequested();
        var weights = ModelWeights.Random(config, (ulong)options.Seed);
        AtomicFile.WriteAllBytes(Path.Combine(path, ModelFolder.TokenizerName), text.TokenizerJson);
        AtomicFile.WriteAllBytes(Path.Combine(path, ModelFolder.TokenizerConfigName), text.TokenizerConfigJson);
        AtomicFile.Write(Path.Combine(path, ModelFolder.ConfigName), s => ModelConfigFile.Write(s, config));
        AtomicFile.Write(Path.Combine(path, ModelFolder.WeightsName), weights.Write);
        Sha256Sums.Write(path, EmptySet, cancel);
        return ModelFolder.Open(path);
    }

    private static int EndOfTurn(TokenizerFiles text)
    {
        using var stream = new MemoryStream(text.TokenizerJson);
        return Tokenizer.Load(stream, TokenizerFiles.TokenizerName).IdOf(ChatMl.EndOfTurn)!.Value;
    }

    private static readonly IReadOnlySet<string> EmptySet = new HashSet<string>(StringComparer.Ordinal);

    private static Fingerprint IdentityOf(ModelOptions options, TrainingDataset dataset) => Fingerprint.Of(new JsonObject
    {
        ["contract"] = EngineContract.Number,
        ["dataset"] = dataset.ContentHash,
        ["model"] = JsonNode.Parse(OptionJson.Write(options)),
        ["recipe"] = Recipe,
    }.ToJsonString());
}
