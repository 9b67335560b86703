namespace TrainForge.Options;

/// <summary>What to do about an example that cannot be trained on as it is.</summary>
public enum Remedy
{
    /// <summary>End the build and name the example.</summary>
    Error,

    /// <summary>Leave the example out, and say why in dropped.jsonl.</summary>
    Drop,
}

public sealed record MaskCheckOptions : ISection
{
    [Setting("Longest example, in tokens of the tokenizer that 'dataset.rendering' names; 0 sets no limit. Nothing is ever cut.", Min = 0, Max = 16_777_216)]
    public int MaxLength { get; init; }

    [Setting("What becomes of an example that is longer.")]
    public Remedy TooLong { get; init; } = Remedy.Drop;

    [Setting("What becomes of an example whose mask would be wrong: the template refuses it, a turn has no stop token, a message holds a special token.")]
    public Remedy Faulty { get; init; } = Remedy.Error;

    [Setting("Tokens that end a turn. Empty: the template's eos_token, and the names in common use.", Max = 50, Example = "[\"<|im_end|>\"]")]
    public IReadOnlyList<string> StopTokens { get; init; } = [];
}
