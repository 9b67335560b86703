namespace TrainForge.Text.Tokenizers;

/// <summary>How text is cut into words before merging. Named after the models that made each one common.</summary>
public enum SplitPattern
{
    /// <summary>One piece: the text is not cut.</summary>
    None,
    Gpt2,
    Llama3,
    Qwen2,
}

/// <summary>
/// The patterns as tokenizer.json writes them. There is no regular-expression engine here: each text is known by heart and cut by hand
/// (<see cref="Splitter"/>), which is what makes it fast and the same on every machine. A pattern not listed is refused.
/// </summary>
internal static class SplitPatterns
{
    public const string Supported = "the patterns of GPT-2, Llama 3 and Qwen2";

    public const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    public const string Llama3 = Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}" + Tail;

    public const string Qwen2 = Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}" + Tail;

    private const string Contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";

    private const string Tail = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    public static SplitPattern? Find(string regex) => regex switch
    {
        Gpt2 => SplitPattern.Gpt2,
        Llama3 => SplitPattern.Llama3,
        Qwen2 => SplitPattern.Qwen2,
        _ => null,
    };

    public static string TextOf(SplitPattern pattern) => pattern switch
    {
        SplitPattern.Gpt2 => Gpt2,
        SplitPattern.Llama3 => Llama3,
        SplitPattern.Qwen2 => Qwen2,
        _ => throw new ArgumentOutOfRangeException(nameof(pattern)),
    };
}
