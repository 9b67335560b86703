using TrainForge.Text.Rendering;

namespace TrainForge.Text.Masks;

/// <summary>How examples become tokens.</summary>
public sealed record MaskOptions
{
    /// <summary>Longer examples lose their end; null cuts nothing.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Tokens that end a turn; null takes the template's eos_token and the names in common use.</summary>
    public IReadOnlyList<string>? StopTokens { get; init; }

    public ArgumentForm Arguments { get; init; } = ArgumentForm.Map;

    public static readonly IReadOnlyList<string> CommonStopTokens =
    [
        "<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<|end|>", "<|return|>", "<|call|>", "<end_of_turn>", "</s>", "<|endoftext|>", "<|end_of_text|>",
        "<|END_OF_TURN_TOKEN|>", "<｜end▁of▁sentence｜>", "<|EOT|>",
    ];
}
