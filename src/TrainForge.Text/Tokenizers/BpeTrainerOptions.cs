namespace TrainForge.Text.Tokenizers;

/// <summary>How a tokenizer is trained.</summary>
public sealed record BpeTrainerOptions
{
    /// <summary>Ids in all: 256 bytes, merges and special tokens. Less text than that allows gives fewer.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>In this order, after the merges.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = [];

    public SplitPattern Pattern { get; init; } = SplitPattern.Qwen2;

    /// <summary>Pairs seen less often are not merged.</summary>
    public int MinimumFrequency { get; init; } = DefaultMinimumFrequency;

    /// <summary>Compose (NFC) before anything else.</summary>
    public bool Compose { get; init; } = true;

    public const int DefaultMinimumFrequency = 2;
}
