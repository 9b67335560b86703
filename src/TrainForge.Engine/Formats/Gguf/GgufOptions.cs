namespace TrainForge.Engine.Formats.Gguf;

/// <summary>What a GGUF file says besides the weights.</summary>
public sealed record GgufOptions
{
    public required string Name { get; init; }

    public required GgufVocabulary Vocabulary { get; init; }

    public string? ChatTemplate { get; init; }

    public int? BosTokenId { get; init; }

    public int? EosTokenId { get; init; }

    public int? PadTokenId { get; init; }

    /// <summary>Name of the base model, when this one was made from another.</summary>
    public string? BaseModel { get; init; }

    public string? License { get; init; }

    /// <summary>What the model was trained on: name, version and the content hash of that version.</summary>
    public (string Name, string Version, string ContentHash)? Dataset { get; init; }
}
