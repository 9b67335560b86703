using TrainForge.Engine.Kernels;

namespace TrainForge.Engine.Training;

/// <summary>
/// Which example comes n-th, over all epochs. Each epoch is a permutation of its own stream, so the place in the data
/// is a single number and resuming needs nothing else.
/// </summary>
internal sealed class ExampleOrder(ulong seed, int count)
{
    private int[] _permutation = [];
    private long _epoch = -1;

    public int this[long n]
    {
        get
        {
            var epoch = n / count;
            if (epoch != _epoch)
            {
                _permutation = new SeedStream(seed, $"order/{epoch}").Permutation(count);
                _epoch = epoch;
            }

            return _permutation[(int)(n % count)];
        }
    }
}
