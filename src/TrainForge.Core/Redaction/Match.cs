namespace TrainForge.Redaction;

/// <summary>What is to be replaced: a half-open range and its class.</summary>
internal readonly record struct Match(int Start, int End, RedactionClass Class);
