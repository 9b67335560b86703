namespace TrainForge.Data.Pipeline;

/// <summary>Judges examples by what all of them are: duplicates, caps, the split. Runs on one thread, over rows in the dataset's order.</summary>
public interface IWholeStage
{
    string Name { get; }

    /// <summary>What it needs to know of each example, beside what a row says.</summary>
    IReadOnlyList<ISketch> Sketches { get; }

    void Run(ExampleTable table, StageLog log, CancellationToken cancel);
}
