using TrainForge.Diagnostics;

namespace TrainForge.Engine.Generation;

/// <summary>How an answer is chosen. The defaults are greedy: the likeliest token each time, the same answer each time.</summary>
public sealed record GenerationOptions
{
    public int MaxTokens { get; init; } = DefaultMaxTokens;

    /// <summary>0 is greedy.</summary>
    public double Temperature { get; init; }

    /// <summary>Only the likeliest tokens that together reach this probability are drawn from.</summary>
    public double TopP { get; init; } = 1;

    public ulong Seed { get; init; } = 1;

    /// <summary>Ends the answer and is no part of it. Usually the end-of-turn and end-of-text tokens.</summary>
    public IReadOnlyList<int> StopTokens { get; init; } = [];

    public const int DefaultMaxTokens = 256;

    public IEnumerable<Diagnostic> Check()
    {
        if (MaxTokens < 1)
        {
            yield return Rules.OptionOutOfRange.Here("max_tokens", MaxTokens, "at least 1");
        }

        if (!(Temperature is >= 0 and <= 100))
        {
            yield return Rules.OptionOutOfRange.Here("temperature", Temperature, "between 0 (greedy) and 100");
        }

        if (!(TopP is > 0 and <= 1))
        {
            yield return Rules.OptionOutOfRange.Here("top_p", TopP, "above 0 and at most 1");
        }
    }
}
