namespace TrainForge.Engine.Layers;

/// <summary>One sequence within the rows of a batch.</summary>
internal readonly record struct Segment(int Start, int Length);
