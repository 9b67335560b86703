using TrainForge.Engine.Models;
using TrainForge.Options;
using TrainForge.Runs.Examples;
using TrainForge.Runs.Training;

namespace TrainForge.Runs.Evaluation;

/// <summary>The built-in suite: the validation examples of the dataset, which no training step has seen. Teacher-forced, so it is exact.</summary>
internal static class HeldOut
{
    public const string Name = EvaluationOptions.HeldOut;

    public static (IReadOnlyDictionary<string, double> Metrics, int Tokens) Measure(ModelWeights weights, IReadOnlyList<EncodedExample> cases, CancellationToken cancel)
    {
        var model = new ReferenceModel(weights);
        var vocabulary = weights.Config.VocabSize;
        var (tokens, first) = (0, 0);
        foreach (var example in cases)
        {
            cancel.ThrowIfCancellationRequested();
            var (ids, trained) = (example.Tokens.Tokens, example.Tokens.Trained);
            var logits = model.Logits(ids);
            for (var i = 1; i < ids.Length; i++)
            {
                if (trained[i])
                {
                    tokens++;
                    first += Best(logits.AsSpan((i - 1) * vocabulary, vocabulary)) == ids[i] ? 1 : 0;
                }
            }
        }

        var loss = new ReferenceModel(weights).Loss([.. cases.Select(c => c.Tokens)], cancel);
        return (new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            [Metric.Loss.Name] = loss,
            [Metric.Perplexity.Name] = Math.Exp(loss),
            [Metric.TokenAccuracy.Name] = tokens == 0 ? double.NaN : (double)first / tokens,
        }, tokens);
    }

    // The lowest id of equal ones, as greedy generation takes it.
    private static int Best(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            best = logits[i] > logits[best] ? i : best;
        }

        return best;
    }
}
