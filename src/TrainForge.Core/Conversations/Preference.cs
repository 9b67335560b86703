namespace TrainForge.Conversations;

/// <summary>
/// Somebody chose between two conversations that begin alike: a person who corrected a decision, a training file with pairs.
/// Both sides carry the same <paramref name="Pair"/>.
/// </summary>
/// <param name="Pair">Known to the source: the same comparison read again has the same name.</param>
/// <param name="IsChosen">The side that was not chosen is never imitated.</param>
public sealed record Preference(string Pair, bool IsChosen);
