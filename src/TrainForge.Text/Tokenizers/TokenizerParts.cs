namespace TrainForge.Text.Tokenizers;

/// <summary>What a tokenizer.json says, checked and understood.</summary>
internal sealed record TokenizerParts
{
    public required string Name { get; init; }

    public required BytePairModel Model { get; init; }

    public required IReadOnlyList<AddedToken> Added { get; init; }

    public bool Composes { get; init; }

    public PreTokenizer PreTokenizer { get; init; } = PreTokenizer.None;

    /// <summary>Ids put before and after a text when special tokens are asked for.</summary>
    public int[] Before { get; init; } = [];

    public int[] After { get; init; } = [];
}
