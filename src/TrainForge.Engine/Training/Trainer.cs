using TrainForge.Diagnostics;
using TrainForge.Engine.Models;

namespace TrainForge.Engine.Training;

/// <summary>
/// Trains an adapter, or the whole model when there is none, in place. Weights depend on the weights given, the examples and the
/// options alone; a run restored from a saved state ends with the same bits as one that was never interrupted.
/// </summary>
public sealed class Trainer
{
    private readonly ReferenceModel _model;
    private readonly AdamW _optimizer;
    private readonly ExampleOrder _order;
    private readonly List<TrainingExample> _examples;
    private readonly TrainingState _state;

    public Trainer(ModelWeights weights, LoraAdapter? adapter, IReadOnlyList<TrainingExample> examples, TrainingOptions options)
    {
        foreach (var problem in options.Check())
        {
            throw new TrainForgeException(problem);
        }

        Options = options;
        _examples = Usable(weights.Config, examples, options);
        SkippedExamples = examples.Count - _examples.Count;
        _model = new ReferenceModel(weights, adapter, train: true);
        _optimizer = new AdamW(_model.Trained, options);
        _order = new ExampleOrder(options.Seed, _examples.Count);
        _state = new TrainingState(_optimizer, weights, adapter, _examples, options);

        var steps = (((long)options.Epochs * _examples.Count) + PerStep - 1) / PerStep;
        Steps = (int)Math.Min(options.MaxSteps > 0 ? options.MaxSteps : int.MaxValue, Math.Min(steps, int.MaxValue));
    }

    public TrainingOptions Options { get; }

    /// <summary>Steps done.</summary>
    public int Step { get; private set; }

    /// <summary>Steps in all.</summary>
    public int Steps { get; }

    /// <summary>Examples without a single trained token. They are left out; the caller says so to the user.</summary>
    public int SkippedExamples { get; }

    private long PerStep => (long)Options.BatchSize * Options.AccumulationSteps;

    /// <summary>Goes on to the end, one step per item. Cancelling takes effect between steps, so the state is always whole.</summary>
    public IEnumerable<StepMetrics> Run(CancellationToken cancel)
    {
        while (Step < Steps)
        {
            cancel.ThrowIfCancellationRequested();
            yield return RunStep();
        }
    }

    /// <summary>Everything a later process needs to go on. Same state, same bytes.</summary>
    public void Save(Stream stream) => _state.Save(stream, Step);

    /// <summary>Puts weights, moments and step back. <paramref name="file"/> is what messages call the state.</summary>
    public void Restore(Stream stream, string file) => Step = _state.Restore(stream, file);

    internal IReadOnlyList<Parameter> Parameters => _optimizer.Parameters;

    private StepMetrics RunStep()
    {
        var step = Step + 1;
        var batches = Batches(step);
        int tokens = 0, trained = 0;
        foreach (var batch in batches)
        {
            tokens += batch.Tokens.Length;
            trained += batch.Targets.Length;
        }

        var loss = AccumulateGradients(batches, step, trained);
        var norm = GradientNorm.Of(_optimizer.Parameters);
        if (!double.IsFinite(norm))
        {
            throw new TrainForgeException(Rules.GradientNotFinite.Here(step, norm));
        }

        var clip = Options.MaxGradientNorm > 0 && norm > Options.MaxGradientNorm ? (float)(Options.MaxGradientNorm / norm) : 1f;
        var rate = LearningRate.At(step, Steps, Options);
        _optimizer.Step(step, rate, clip);
        Step = step;
        return new StepMetrics(step, Math.Min(Options.Epochs, (double)step * PerStep / _examples.Count), loss, norm, rate, tokens, trained);
    }

    /// <summary>The mean is over the trained tokens of the whole step, so splitting a step into batches does not change what it means.</summary>
    private double AccumulateGradients(List<TokenBatch> batches, int step, int trained)
    {
        foreach (var parameter in _optimizer.Parameters)
        {
            parameter.Gradient.AsSpan().Clear();
        }

        var sum = 0.0;
        for (var i = 0; i < batches.Count; i++)
        {
            _model.UseMasks(Options.Seed, step, i);
            sum += _model.LossAndGradients(batches[i], 1f / trained);
        }

        var loss = sum / trained;
        return double.IsFinite(loss) ? loss : throw new TrainForgeException(Rules.LossNotFinite.Here(step, loss));
    }

    private List<TokenBatch> Batches(int step)
    {
        var batches = new List<TokenBatch>();
        var next = (step - 1) * PerStep;
        var end = Math.Min(next + PerStep, (long)Options.Epochs * _examples.Count);
        while (next < end)
        {
            var members = new List<TrainingExample>();
            for (; members.Count < Options.BatchSize && next < end; next++)
            {
                members.Add(_examples[_order[next]]);
            }

            batches.Add(TokenBatch.Of(members));
        }

        return batches;
    }

    private static List<TrainingExample> Usable(ModelConfig config, IReadOnlyList<TrainingExample> examples, TrainingOptions options)
    {
        var limit = options.MaxTokens > 0 ? Math.Min(options.MaxTokens, config.MaxPositions) : config.MaxPositions;
        var usable = new List<TrainingExample>();
        for (var i = 0; i < examples.Count; i++)
        {
            ReferenceModel.RequireTokens(examples[i].Tokens, config, $"example {i}");
            ArgumentOutOfRangeException.ThrowIfNotEqual(examples[i].Trained.Length, examples[i].Tokens.Length);
            if (examples[i].Tokens.Length > limit)
            {
                throw new TrainForgeException(Rules.ExampleTooLong.Here(i, examples[i].Tokens.Length, limit));
            }

            if (examples[i].TrainedCount > 0)
            {
                usable.Add(examples[i]);
            }
        }

        return usable.Count > 0 ? usable : throw new TrainForgeException(Rules.NothingToTrainOn.Here(examples.Count));
    }
}
