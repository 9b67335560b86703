using TrainForge.Diagnostics;
using TrainForge.Engine.Formats.Safetensors;
using TrainForge.Engine.Models;
using TrainForge.Files;
using TrainForge.Text.Templates;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Runs.Models;

/// <summary>A model on disk as Hugging Face lays it out: config.json, weights in one file or in shards, tokenizer and template.</summary>
public sealed class ModelFolder
{
    public const string ConfigName = "config.json";
    public const string WeightsName = "model.safetensors";
    public const string IndexName = "model.safetensors.index.json";
    public const string TokenizerName = "tokenizer.json";
    public const string TokenizerConfigName = "tokenizer_config.json";
    public const string TemplateName = "chat_template.jinja";

    /// <summary>Everything that turns text into tokens; it travels with whatever is trained on those tokens.</summary>
    public static readonly IReadOnlyList<string> TextFiles = [TokenizerName, TokenizerConfigName, TemplateName];

    private ModelFolder(string path, ModelConfig config, IReadOnlyList<string> weightFiles) => (Path, Config, WeightFiles) = (path, config, weightFiles);

    public string Path { get; }

    public ModelConfig Config { get; }

    /// <summary>File names inside the folder, in the order of the index.</summary>
    public IReadOnlyList<string> WeightFiles { get; }

    public static ModelFolder Open(string path)
    {
        using var config = File.OpenRead(Required(path, ConfigName));
        Required(path, TokenizerName);
        return new ModelFolder(path, ModelConfigFile.Read(config, In(path, ConfigName)), Weights(path));
    }

    public ModelWeights LoadWeights()
    {
        var streams = new List<Stream>();
        try
        {
            var readers = new List<SafetensorsReader>();
            foreach (var name in WeightFiles)
            {
                streams.Add(File.OpenRead(Required(Path, name)));
                readers.Add(SafetensorsReader.Open(streams[^1], In(Path, name)));
            }

            return ModelWeights.Load(Config, Path, readers);
        }
        finally
        {
            streams.ForEach(s => s.Dispose());
        }
    }

    public Tokenizer LoadTokenizer() => Tokenizer.Load(Required(Path, TokenizerName));

    public ChatTemplate LoadTemplate() => ChatTemplate.Load(Path);

    /// <summary>Copies the files that turn text into tokens, byte for byte.</summary>
    public static void CopyText(string from, string to)
    {
        foreach (var name in TextFiles.Where(f => File.Exists(In(from, f))))
        {
            AtomicFile.WriteAllBytes(In(to, name), File.ReadAllBytes(In(from, name)));
        }
    }

    private static IReadOnlyList<string> Weights(string path)
    {
        if (!File.Exists(In(path, IndexName)))
        {
            Required(path, WeightsName);
            return [WeightsName];
        }

        using var index = File.OpenRead(In(path, IndexName));
        return SafetensorsIndex.Read(index, In(path, IndexName)).Files;
    }

    private static string Required(string folder, string name)
    {
        var file = In(folder, name);
        return File.Exists(file) ? file : throw new TrainForgeException(Rules.ModelFileMissing.Here(folder, name));
    }

    private static string In(string folder, string name) => System.IO.Path.Combine(folder, name);
}
