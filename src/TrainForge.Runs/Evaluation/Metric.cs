namespace TrainForge.Runs.Evaluation;

/// <summary>What a suite measures, by the name a gate uses.</summary>
/// <param name="LowerIsBetter">For the comparison with a baseline.</param>
public sealed record Metric(string Name, bool LowerIsBetter, string Meaning)
{
    public static readonly Metric Loss = new("loss", LowerIsBetter: true, "mean loss over the trained tokens of the held-out examples");
    public static readonly Metric Perplexity = new("perplexity", LowerIsBetter: true, "e to the loss");
    public static readonly Metric TokenAccuracy = new("token_accuracy", LowerIsBetter: false, "share of the trained tokens that the model puts first");
    public static readonly Metric LossDrop = new("loss_drop", LowerIsBetter: false, "share of the base model's loss that training took away");

    public static readonly IReadOnlyList<Metric> All = [Loss, Perplexity, TokenAccuracy, LossDrop];
}
