using TrainForge.Diagnostics;
using TrainForge.Engine.Models;

namespace TrainForge.Engine.Generation;

/// <summary>Answers token by token. Same model, prompt and options, same answer on every machine. Not for several threads at once.</summary>
public sealed class Generator(ModelWeights weights, LoraAdapter? adapter = null)
{
    private readonly ReferenceModel _model = new(weights, adapter);

    public ModelConfig Config => weights.Config;

    /// <param name="prompt">At least one token.</param>
    /// <param name="onToken">Told each token as it comes; may be null.</param>
    public Answer Answer(ReadOnlySpan<int> prompt, GenerationOptions options, Action<int>? onToken, CancellationToken cancel)
    {
        foreach (var problem in options.Check())
        {
            throw new TrainForgeException(problem);
        }

        ArgumentOutOfRangeException.ThrowIfZero(prompt.Length);
        ReferenceModel.RequireTokens(prompt, Config, "the prompt");
        if (prompt.Length >= Config.MaxPositions)
        {
            throw new TrainForgeException(Rules.PromptTooLong.Here(prompt.Length, Config.MaxPositions));
        }

        var limit = Math.Min(options.MaxTokens, Config.MaxPositions - prompt.Length);
        var stops = new HashSet<int>(options.StopTokens);
        var sampler = new Sampler(options);
        var cache = _model.NewCache();
        var tokens = new List<int>();
        cancel.ThrowIfCancellationRequested();
        var logits = _model.Next(prompt, cache);
        while (true)
        {
            var token = sampler.Choose(logits);
            if (stops.Contains(token))
            {
                return new Answer(tokens, AnswerEnd.Stop);
            }

            tokens.Add(token);
            onToken?.Invoke(token);
            if (tokens.Count == limit)
            {
                return new Answer(tokens, AnswerEnd.Length);
            }

            cancel.ThrowIfCancellationRequested();
            logits = _model.Next([token], cache);
        }
    }
}
