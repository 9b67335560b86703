namespace TrainForge.Engine.Training;

/// <summary>What one step did. Steps count from 1.</summary>
/// <param name="Loss">Mean over the step's trained tokens, before the step was applied.</param>
/// <param name="GradientNorm">Global norm before clipping.</param>
/// <param name="Tokens">All tokens that went through the model.</param>
/// <param name="TrainedTokens">Those that were predicted.</param>
public sealed record StepMetrics(int Step, double Epoch, double Loss, double GradientNorm, double LearningRate, int Tokens, int TrainedTokens);
