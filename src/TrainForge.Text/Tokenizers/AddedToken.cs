namespace TrainForge.Text.Tokenizers;

/// <summary>
/// A token found in the text before any merging. <paramref name="Special"/> ones are control tokens: they can be left out when decoding,
/// and they must not be recognised in text that a user wrote. A <paramref name="Normalized"/> one is looked for after normalisation.
/// </summary>
public sealed record AddedToken(
    int Id, string Content, bool Special = false, bool Normalized = false, bool SingleWord = false, bool StripLeft = false, bool StripRight = false);
