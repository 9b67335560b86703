namespace TrainForge.Text.Tokenizers;

/// <summary>What a tokenizer.json says, checked and understood.</summary>
internal sealed record TokenizerParts
{
    public required string Name { get; init; }

    public required BytePairModel Model { get; init; }

    public required IReadOnlyList<AddedToken> Added { get; init; }

    public IReadOnlyList<NormalizerStep> Normalizer { get; init; } = [];

    public PreTokenizer PreTokenizer { get; init; } = PreTokenizer.None;

    /// <summary>Ids put before and after a text when special tokens are asked for.</summary>
    public int[] Before { get; init; } = [];

    public int[] After { get; init; } = [];

    /// <summary>Decoding takes one blank off the front: the one that encoding put there.</summary>
    public bool StripsFirstBlank { get; init; }
}

/// <summary>One step of bringing text into the form the merges were trained on.</summary>
internal abstract record NormalizerStep
{
    public abstract NormalizedText Apply(NormalizedText text);
}

internal sealed record ComposeStep : NormalizerStep
{
    public override NormalizedText Apply(NormalizedText text) => text.Composed();
}

internal sealed record PrependStep(string Prefix) : NormalizerStep
{
    public override NormalizedText Apply(NormalizedText text) => text.Prepended(Prefix);
}

internal sealed record ReplaceStep(string Old, string With) : NormalizerStep
{
    public override NormalizedText Apply(NormalizedText text) => text.Replaced(Old, With);
}
