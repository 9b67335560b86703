namespace TrainForge.Text.Tokenizers;

/// <summary>What a file may not make us allocate.</summary>
internal static class TokenizerLimits
{
    /// <summary>Tables are indexed by id; the largest vocabularies in use have about 260 thousand.</summary>
    public const int HighestId = 8_000_000;

    public static bool IsId(int id) => id is >= 0 and <= HighestId;
}
