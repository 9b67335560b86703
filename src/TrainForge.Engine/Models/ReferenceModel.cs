using TrainForge.Diagnostics;
using TrainForge.Engine.Kernels;
using TrainForge.Engine.Layers;
using TrainForge.Engine.Training;

namespace TrainForge.Engine.Models;

/// <summary>
/// The transformer, forwards and backwards, written to be read. It defines the right bits: a faster one stands beside it and is compared with it.
/// Not for several threads at once; layers keep what their way back needs.
/// </summary>
public sealed class ReferenceModel
{
    private readonly ModelConfig _config;
    private readonly Parameter _embedding;
    private readonly List<DecoderLayer> _layers = [];
    private readonly List<(string Name, LowRank Adapter)> _adapters = [];
    private readonly RmsNorm _norm;
    private readonly Linear _head;
    private readonly List<Parameter> _trained = [];
    private float[] _x = [], _selected = [], _logits = [], _dSelected = [], _dNorm = [], _d = [];

    public ReferenceModel(ModelWeights weights, LoraAdapter? adapter = null)
        : this(weights, adapter, train: false)
    {
    }

    internal ReferenceModel(ModelWeights weights, LoraAdapter? adapter, bool train)
    {
        _config = weights.Config;
        var trainBase = train && adapter is null;
        var rotary = new RotaryTable(_config.HeadSize, _config.RopeTheta);
        _embedding = Parameter(weights, ModelLayout.Embedding, trainBase);
        for (var i = 0; i < _config.LayerCount; i++)
        {
            var layer = i;
            _layers.Add(new DecoderLayer(
                _config,
                new RmsNorm(Parameter(weights, ModelLayout.AttentionNorm(layer), trainBase), _config.NormEpsilon),
                new RmsNorm(Parameter(weights, ModelLayout.MlpNorm(layer), trainBase), _config.NormEpsilon),
                projection => Linear(weights, adapter, layer, projection, train),
                rotary));
        }

        _norm = new RmsNorm(Parameter(weights, ModelLayout.FinalNorm, trainBase), _config.NormEpsilon);
        _head = new Linear(_config.TieWordEmbeddings ? _embedding : Parameter(weights, ModelLayout.Head, trainBase));
    }

    /// <summary>What training changes, in the order of construction, which is also the order of the gradient norm.</summary>
    internal IReadOnlyList<Parameter> Trained => _trained;

    /// <summary>For each token one row of vocabulary-many logits for the token after it.</summary>
    public float[] Logits(ReadOnlySpan<int> tokens)
    {
        RequireTokens(tokens, _config, "the prompt");
        var hidden = _norm.Forward(Body(tokens, [new Segment(0, tokens.Length)]), tokens.Length);
        var logits = new float[tokens.Length * _config.VocabSize];
        _head.Forward(hidden, logits, tokens.Length, accumulate: false);
        return logits;
    }

    /// <summary>Mean loss over the trained tokens of the examples, one example after the other.</summary>
    public double Loss(IReadOnlyList<TrainingExample> examples, CancellationToken cancel)
    {
        double total = 0, count = 0;
        for (var i = 0; i < examples.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            RequireTokens(examples[i].Tokens, _config, $"example {i}");
            var batch = TokenBatch.Of([examples[i]]);
            if (batch.Targets.Length > 0)
            {
                var logits = Forward(batch);
                total += CrossEntropy.Loss(logits, batch.Targets, _config.VocabSize, new float[_config.VocabSize]);
                count += batch.Targets.Length;
            }
        }

        return count > 0 ? total / count : throw new TrainForgeException(Rules.NothingToTrainOn.Here(examples.Count));
    }

    /// <summary>Sum of losses; adds <paramref name="scale"/> times its gradient to what is trained.</summary>
    internal double LossAndGradients(TokenBatch batch, float scale)
    {
        var rows = batch.Tokens.Length;
        var logits = Forward(batch);
        var loss = CrossEntropy.LossAndGradient(logits, batch.Targets, _config.VocabSize, scale);

        var dSelected = Buffers.Room(ref _dSelected, batch.Targets.Length * _config.HiddenSize);
        _head.Backward(logits, dSelected, batch.Targets.Length, accumulate: false);
        var dNorm = Buffers.Room(ref _dNorm, rows * _config.HiddenSize).AsSpan(0, rows * _config.HiddenSize);
        dNorm.Clear();
        for (var i = 0; i < batch.Rows.Length; i++)
        {
            dSelected.AsSpan(i * _config.HiddenSize, _config.HiddenSize).CopyTo(dNorm[(batch.Rows[i] * _config.HiddenSize)..]);
        }

        var d = Buffers.Room(ref _d, rows * _config.HiddenSize).AsSpan(0, rows * _config.HiddenSize);
        d.Clear();
        _norm.Backward(dNorm, d, rows);
        for (var layer = _layers.Count - 1; layer >= 0; layer--)
        {
            _layers[layer].Backward(d, batch.Segments, rows);
        }

        EmbeddingBack(batch.Tokens, d);
        return loss;
    }

    /// <summary>Dropout masks depend on the seed, the adapter's name, the step and the batch within it, and on nothing that came before.</summary>
    internal void UseMasks(ulong seed, int step, int batch)
    {
        foreach (var (name, adapter) in _adapters)
        {
            adapter.Masks = new SeedStream(seed, $"dropout/{name}/{step}/{batch}");
        }
    }

    internal static void RequireTokens(ReadOnlySpan<int> tokens, ModelConfig config, string where)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            if ((uint)tokens[i] >= (uint)config.VocabSize)
            {
                throw new TrainForgeException(Rules.TokenOutsideVocabulary.Here(tokens[i], i, where, config.VocabSize));
            }
        }
    }

    internal KeyValueCache[] NewCache()
    {
        var cache = new KeyValueCache[_config.LayerCount];
        for (var i = 0; i < cache.Length; i++)
        {
            cache[i] = new KeyValueCache(_config.KeyValueSize);
        }

        return cache;
    }

    /// <summary>The logits after the last of <paramref name="tokens"/>, which follow what the cache holds. Same bits as without a cache.</summary>
    internal ReadOnlySpan<float> Next(scoped ReadOnlySpan<int> tokens, KeyValueCache[] cache)
    {
        var x = Embed(tokens);
        for (var layer = 0; layer < _layers.Count; layer++)
        {
            x = _layers[layer].Forward(x, tokens.Length, cache[layer]);
        }

        var hidden = _norm.Forward(x, tokens.Length);
        var last = Buffers.Room(ref _selected, _config.HiddenSize);
        hidden.AsSpan((tokens.Length - 1) * _config.HiddenSize, _config.HiddenSize).CopyTo(last);
        var logits = Buffers.Room(ref _logits, _config.VocabSize).AsSpan(0, _config.VocabSize);
        _head.Forward(last, logits, 1, accumulate: false);
        return logits;
    }

    /// <summary>Logits only of rows that predict something: the projection to the vocabulary is the dearest of all.</summary>
    private Span<float> Forward(TokenBatch batch)
    {
        var hidden = _norm.Forward(Body(batch.Tokens, batch.Segments), batch.Tokens.Length);
        var selected = Buffers.Room(ref _selected, batch.Rows.Length * _config.HiddenSize);
        for (var i = 0; i < batch.Rows.Length; i++)
        {
            hidden.AsSpan(batch.Rows[i] * _config.HiddenSize, _config.HiddenSize).CopyTo(selected.AsSpan(i * _config.HiddenSize));
        }

        var logits = Buffers.Room(ref _logits, batch.Rows.Length * _config.VocabSize).AsSpan(0, batch.Rows.Length * _config.VocabSize);
        _head.Forward(selected, logits, batch.Rows.Length, accumulate: false);
        return logits;
    }

    private float[] Body(ReadOnlySpan<int> tokens, ReadOnlySpan<Segment> segments)
    {
        var x = Embed(tokens);
        foreach (var layer in _layers)
        {
            x = layer.Forward(x, segments, tokens.Length);
        }

        return x;
    }

    private float[] Embed(ReadOnlySpan<int> tokens)
    {
        var size = _config.HiddenSize;
        var x = Buffers.Room(ref _x, tokens.Length * size);
        for (var i = 0; i < tokens.Length; i++)
        {
            _embedding.Values.AsSpan(tokens[i] * size, size).CopyTo(x.AsSpan(i * size));
        }

        return x;
    }

    private void EmbeddingBack(ReadOnlySpan<int> tokens, ReadOnlySpan<float> d)
    {
        if (_embedding.Gradient is not { } gradient)
        {
            return;
        }

        var size = _config.HiddenSize;
        for (var i = 0; i < tokens.Length; i++)
        {
            for (var j = 0; j < size; j++)
            {
                gradient[(tokens[i] * size) + j] += d[(i * size) + j];
            }
        }
    }

    private Linear Linear(ModelWeights weights, LoraAdapter? adapter, int layer, Projection projection, bool train)
    {
        var name = projection.In(layer);
        var weight = Parameter(weights, name + ".weight", train && adapter is null);
        var bias = projection.MayHaveBias && _config.HasAttentionBias ? Parameter(weights, name + ".bias", train && adapter is null) : null;
        if (adapter is null || !adapter.Targets(projection))
        {
            return new Linear(weight, bias);
        }

        var a = Track(new Parameter(adapter[LoraAdapter.NameOf(layer, projection, 'A')], train));
        var b = Track(new Parameter(adapter[LoraAdapter.NameOf(layer, projection, 'B')], train));
        var lowRank = new LowRank(a, b, adapter.Options.Scale, adapter.Options.Dropout);
        _adapters.Add((name, lowRank));
        return new Linear(weight, bias, lowRank);
    }

    private Parameter Parameter(ModelWeights weights, string name, bool trained) => Track(new Parameter(weights[name], trained));

    private Parameter Track(Parameter parameter)
    {
        if (parameter.Gradient is not null)
        {
            _trained.Add(parameter);
        }

        return parameter;
    }
}
