using System.Security.Cryptography;
using TrainForge.Diagnostics;
using TrainForge.Engine.Formats.Safetensors;
using TrainForge.Engine.Kernels;
using TrainForge.Engine.Tensors;

namespace TrainForge.Engine.Models;

/// <summary>All tensors of one model, complete and of the right shapes. Training a model changes them in place.</summary>
public sealed class ModelWeights
{
    // What Hugging Face calls initializer_range.
    private const double InitialDeviation = 0.02;

    private readonly Dictionary<string, Tensor> _byName = new(StringComparer.Ordinal);

    private ModelWeights(ModelConfig config, List<Tensor> tensors)
    {
        Config = config;
        Tensors = tensors;
        foreach (var tensor in tensors)
        {
            _byName.Add(tensor.Name, tensor);
        }
    }

    public ModelConfig Config { get; }

    /// <summary>In the order of the model: embedding, layers, norm, head.</summary>
    public IReadOnlyList<Tensor> Tensors { get; }

    public Tensor this[string name] => _byName[name];

    /// <summary>Normal with deviation 0.02, biases 0, norms 1. Each tensor has a stream of its own, so one more layer changes no other.</summary>
    public static ModelWeights Random(ModelConfig config, ulong seed)
    {
        foreach (var problem in config.Check("the model"))
        {
            throw new TrainForgeException(problem);
        }

        var tensors = new List<Tensor>();
        foreach (var (name, shape) in ModelLayout.Of(config))
        {
            var tensor = new Tensor(name, shape);
            if (shape.Length == 2)
            {
                var stream = new SeedStream(seed, "init/" + name);
                for (var i = 0; i < tensor.Values.Length; i++)
                {
                    tensor.Values[i] = (float)(stream.NextNormal() * InitialDeviation);
                }
            }
            else if (!name.EndsWith(".bias", StringComparison.Ordinal))
            {
                tensor.Values.AsSpan().Fill(1f);
            }

            tensors.Add(tensor);
        }

        return new ModelWeights(config, tensors);
    }

    /// <summary>From one file or all shards. <paramref name="model"/> is what messages call the model.</summary>
    public static ModelWeights Load(ModelConfig config, string model, params IReadOnlyList<SafetensorsReader> files)
    {
        var tensors = new List<Tensor>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, shape) in ModelLayout.Of(config))
        {
            known.Add(name);
            tensors.Add(Read(files, name, shape) ?? throw new TrainForgeException(Rules.TensorMissing.Here(model, name)));
        }

        foreach (var file in files)
        {
            foreach (var entry in file.Entries)
            {
                if (!known.Contains(entry.Name) && !IsHarmless(entry.Name, config))
                {
                    throw new TrainForgeException(Rules.TensorUnexpected.Here(file.File, entry.Name, config.ModelType));
                }
            }
        }

        return new ModelWeights(config, tensors);
    }

    /// <summary>A model.safetensors whose bytes depend on the weights alone.</summary>
    public void Write(Stream stream) => SafetensorsWriter.Write(stream, Tensors);

    /// <summary>A copy that can be trained or merged while this one stays.</summary>
    public ModelWeights Copy()
    {
        var tensors = new List<Tensor>();
        foreach (var tensor in Tensors)
        {
            tensors.Add(new Tensor(tensor.Name, [.. tensor.Shape], [.. tensor.Values]));
        }

        return new ModelWeights(Config, tensors);
    }

    /// <summary>SHA-256 of the file <see cref="Write"/> makes, in lower-case hex.</summary>
    public string Hash()
    {
        using var sha = SHA256.Create();
        using (var sink = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write))
        {
            Write(sink);
        }

        return Convert.ToHexStringLower(sha.Hash!);
    }

    private static Tensor? Read(IReadOnlyList<SafetensorsReader> files, string name, int[] shape)
    {
        foreach (var file in files)
        {
            if (file.Find(name) is { } entry)
            {
                if (!TensorShape.Same(entry.Shape, shape))
                {
                    throw new TrainForgeException(Rules.TensorShapeDiffers.Here(name, file.File, TensorShape.Text(entry.Shape), TensorShape.Text(shape)));
                }

                return file.Read(name);
            }
        }

        return null;
    }

    // Old exports carry the rotary table, and some tied ones a second copy of the embedding; neither changes an answer.
    private static bool IsHarmless(string name, ModelConfig config) =>
        name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal) || (config.TieWordEmbeddings && name == ModelLayout.Head);
}
