namespace TrainForge.Options;

public sealed record FewShotOptions : ISection
{
    [Setting("Examples in fewshot/train.jsonl, taken from the training part; 0 writes none.", Min = 0, Max = 10_000)]
    public int Count { get; init; } = 8;

    [Setting("Every class (a decision's outcome, a tool) equally often: stop when one has no more, rather than fill up with the others.")]
    public bool Balanced { get; init; } = true;
}
