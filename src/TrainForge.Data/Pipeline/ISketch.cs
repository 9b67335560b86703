using TrainForge.Datasets;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// The little that a stage over the whole dataset must know of each example, so that the examples themselves need not stay in
/// memory. Pure, called from several threads, kept between builds.
/// </summary>
public interface ISketch
{
    string Name { get; }

    /// <summary>Everything besides the example that the bytes depend on.</summary>
    string Fingerprint { get; }

    /// <summary>It lies on disk behind its example, and <see cref="ExampleTable.LoadSketch"/> reads it; others are held in memory for every example at once.</summary>
    bool IsLarge => false;

    /// <summary>Some hundred bytes at most.</summary>
    byte[] Of(Example example);
}
