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

    /// <summary>Some hundred bytes at most: they are held for every example at once.</summary>
    byte[] Of(Example example);
}
