namespace TrainForge.Hashing;

/// <summary>What is read at most. Imported files are hostile until they have been read.</summary>
public sealed record JsonLimits
{
    public const int DefaultDepth = 64;
    public const int DefaultBytes = 64 * 1024 * 1024;

    /// <summary>More would risk the stack of a small thread.</summary>
    public const int GreatestDepth = 512;

    public static JsonLimits Default { get; } = new();

    public int Depth { get; init; } = DefaultDepth;

    public int Bytes { get; init; } = DefaultBytes;
}
