using TrainForge.Engine.Training;

namespace TrainForge.Runs.Examples;

/// <summary>An example as tokens, under the id the dataset gives it.</summary>
public sealed record EncodedExample(string Id, TrainingExample Tokens);
