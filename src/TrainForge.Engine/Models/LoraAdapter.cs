using TrainForge.Diagnostics;
using TrainForge.Engine.Formats.Safetensors;
using TrainForge.Engine.Kernels;
using TrainForge.Engine.Tensors;

namespace TrainForge.Engine.Models;

/// <summary>The trained pairs A [rank, in] and B [out, rank] beside a frozen model, under PEFT's names.</summary>
public sealed class LoraAdapter
{
    private readonly Dictionary<string, Tensor> _byName = new(StringComparer.Ordinal);

    private LoraAdapter(LoraOptions options, List<Tensor> tensors)
    {
        Options = options;
        Tensors = tensors;
        foreach (var tensor in tensors)
        {
            _byName.Add(tensor.Name, tensor);
        }
    }

    public LoraOptions Options { get; }

    public IReadOnlyList<Tensor> Tensors { get; }

    public Tensor this[string name] => _byName[name];

    /// <summary>A uniform within 1 / sqrt(in), B zero: a fresh adapter changes nothing yet.</summary>
    public static LoraAdapter Create(ModelConfig config, LoraOptions options, ulong seed)
    {
        options.Require();
        var tensors = new List<Tensor>();
        foreach (var (name, shape) in Layout(config, options))
        {
            var tensor = new Tensor(name, shape);
            if (name.EndsWith(".lora_A.weight", StringComparison.Ordinal))
            {
                var stream = new SeedStream(seed, "init/" + name);
                var bound = 1 / Math.Sqrt(shape[1]);
                for (var i = 0; i < tensor.Values.Length; i++)
                {
                    tensor.Values[i] = (float)(((2 * stream.NextDouble()) - 1) * bound);
                }
            }

            tensors.Add(tensor);
        }

        return new LoraAdapter(options, tensors);
    }

    public static LoraAdapter Load(ModelConfig config, LoraOptions options, SafetensorsReader file)
    {
        options.Require();
        var tensors = new List<Tensor>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, shape) in Layout(config, options))
        {
            known.Add(name);
            var entry = file.Find(name) ?? throw new TrainForgeException(Rules.TensorMissing.Here(file.File, name));
            if (!TensorShape.Same(entry.Shape, shape))
            {
                throw new TrainForgeException(Rules.TensorShapeDiffers.Here(name, file.File, TensorShape.Text(entry.Shape), TensorShape.Text(shape)));
            }

            tensors.Add(file.Read(name)!);
        }

        foreach (var entry in file.Entries)
        {
            if (!known.Contains(entry.Name))
            {
                throw new TrainForgeException(Rules.TensorUnexpected.Here(file.File, entry.Name, config.ModelType));
            }
        }

        return new LoraAdapter(options, tensors);
    }

    public void Write(Stream stream) => SafetensorsWriter.Write(stream, Tensors);

    /// <summary>W + scale * B A in a copy of the model. What the merged model answers differs from model and adapter by rounding alone.</summary>
    public ModelWeights Merge(ModelWeights weights)
    {
        var merged = weights.Copy();
        foreach (var (layer, projection) in Places(weights.Config, Options))
        {
            var weight = merged[projection.In(layer) + ".weight"];
            var (a, b) = (this[NameOf(layer, projection, 'A')], this[NameOf(layer, projection, 'B')]);
            var delta = new float[weight.Values.Length];
            MatMul.Run(delta, weight.Columns, new(b.Values, Options.Rank), new(a.Values, weight.Columns), weight.Rows, weight.Columns, Options.Rank, accumulate: false);
            for (var i = 0; i < delta.Length; i++)
            {
                weight.Values[i] = MathF.FusedMultiplyAdd(delta[i], Options.Scale, weight.Values[i]);
            }
        }

        return merged;
    }

    internal static string NameOf(int layer, Projection projection, char which) => $"base_model.model.{projection.In(layer)}.lora_{which}.weight";

    internal bool Targets(Projection projection)
    {
        foreach (var target in Options.Targets)
        {
            if (target == projection.Name)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<(string Name, int[] Shape)> Layout(ModelConfig config, LoraOptions options)
    {
        foreach (var (layer, projection) in Places(config, options))
        {
            yield return (NameOf(layer, projection, 'A'), [options.Rank, projection.Inputs(config)]);
            yield return (NameOf(layer, projection, 'B'), [projection.Outputs(config), options.Rank]);
        }
    }

    // In the order of the model, whatever order the targets were named in.
    private static IEnumerable<(int Layer, Projection Projection)> Places(ModelConfig config, LoraOptions options)
    {
        var targets = new HashSet<string>(options.Targets, StringComparer.Ordinal);
        for (var layer = 0; layer < config.LayerCount; layer++)
        {
            foreach (var projection in Projection.All)
            {
                if (targets.Contains(projection.Name))
                {
                    yield return (layer, projection);
                }
            }
        }
    }
}
