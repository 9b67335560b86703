using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TrainForge.Diagnostics;
using TrainForge.Engine.Formats.Safetensors;
using TrainForge.Engine.Models;
using TrainForge.Engine.Tensors;

namespace TrainForge.Engine.Training;

/// <summary>
/// A safetensors file with weight/, first/ and second/ tensors and, in its metadata, the step and what the run depends on.
/// Random streams and the place in the data follow from the step, so they need no place of their own.
/// </summary>
internal sealed class TrainingState(AdamW optimizer, ModelWeights weights, LoraAdapter? adapter, List<TrainingExample> examples, TrainingOptions options)
{
    private const string Version = "1";

    private SortedDictionary<string, string>? _identity;

    public void Save(Stream stream, int step)
    {
        var tensors = new List<Tensor>();
        for (var p = 0; p < optimizer.Parameters.Count; p++)
        {
            foreach (var (prefix, values) in Parts(p))
            {
                tensors.Add(new Tensor(prefix + optimizer.Parameters[p].Name, [.. optimizer.Parameters[p].Tensor.Shape], values));
            }
        }

        var metadata = new Dictionary<string, string>(Identity()) { ["step"] = step.ToString(CultureInfo.InvariantCulture) };
        SafetensorsWriter.Write(stream, tensors, metadata);
    }

    public int Restore(Stream stream, string file)
    {
        var reader = SafetensorsReader.Open(stream, file);
        foreach (var (key, here) in Identity())
        {
            var there = reader.Metadata.GetValueOrDefault(key) ?? throw new TrainForgeException(Rules.TrainingStateDamaged.Here(file, $"it does not say its {key}"));
            if (there != here)
            {
                throw new TrainForgeException(Rules.TrainingStateDiffers.Here(file, key, there, here));
            }
        }

        if (!int.TryParse(reader.Metadata.GetValueOrDefault("step"), NumberStyles.None, CultureInfo.InvariantCulture, out var step))
        {
            throw new TrainForgeException(Rules.TrainingStateDamaged.Here(file, "it does not say its step"));
        }

        // All is read before anything is changed: a damaged state leaves the run as it was.
        var read = new List<(float[] To, float[] From)>();
        for (var p = 0; p < optimizer.Parameters.Count; p++)
        {
            foreach (var (prefix, values) in Parts(p))
            {
                var name = prefix + optimizer.Parameters[p].Name;
                var tensor = reader.Read(name);
                if (tensor is null || tensor.Values.Length != values.Length)
                {
                    throw new TrainForgeException(Rules.TrainingStateDamaged.Here(file, $"tensor '{name}' is missing or of another size"));
                }

                read.Add((values, tensor.Values));
            }
        }

        foreach (var (to, from) in read)
        {
            from.CopyTo(to, 0);
        }

        return step;
    }

    private IEnumerable<(string Prefix, float[] Values)> Parts(int p) =>
        [("weight/", optimizer.Parameters[p].Values), ("first/", optimizer.First[p]), ("second/", optimizer.Second[p])];

    // What the bits of the next step depend on. A frozen base counts by its hash; a trained one is in the state itself.
    private SortedDictionary<string, string> Identity() => _identity ??= new(StringComparer.Ordinal)
    {
        ["state"] = Version,
        ["contract"] = EngineContract.Number.ToString(CultureInfo.InvariantCulture),
        ["base"] = adapter is null ? "trained" : weights.Hash(),
        ["adapter"] = adapter is null ? "none" : AdapterText(adapter.Options),
        ["examples"] = Hash(examples),
        ["options"] = OptionsText(options),
    };

    private static string AdapterText(LoraOptions lora) =>
        string.Create(CultureInfo.InvariantCulture, $"r={lora.Rank} alpha={lora.Alpha:R} dropout={lora.Dropout:R} stabilized={lora.RankStabilized} targets={string.Join(',', lora.Targets)}");

    // Not the record's own text: that follows the culture of the thread.
    private static string OptionsText(TrainingOptions o) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"lr={o.LearningRate:R} schedule={o.Schedule} warmup={o.WarmupRatio:R} epochs={o.Epochs} max_steps={o.MaxSteps} batch={o.BatchSize} accumulation={o.AccumulationSteps} decay={o.WeightDecay:R} beta1={o.Beta1:R} beta2={o.Beta2:R} epsilon={o.AdamEpsilon:R} clip={o.MaxGradientNorm:R} seed={o.Seed}");

    private static string Hash(List<TrainingExample> examples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var example in examples)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, example.Tokens.Length);
            hash.AppendData(length);
            hash.AppendData(MemoryMarshal.AsBytes(example.Tokens.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(example.Trained.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
