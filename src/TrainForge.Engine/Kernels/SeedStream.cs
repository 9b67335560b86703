using System.Text;

namespace TrainForge.Engine.Kernels;

/// <summary>
/// Random numbers by name: the n-th number of a stream depends on the seed, the name and n alone (SplitMix64 in counter form).
/// So nothing about randomness needs saving but counts, and a new consumer disturbs no other stream.
/// </summary>
public sealed class SeedStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong _key;

    public SeedStream(ulong seed, string name)
    {
        // FNV-1a over the name, then mixed with the seed.
        var hash = 0xCBF29CE484222325UL;
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ b) * 0x100000001B3UL;
        }

        _key = Mix(hash + Mix(seed + Golden));
    }

    /// <summary>How many numbers were taken. May be set, to go on where another run stopped.</summary>
    public ulong Position { get; set; }

    public ulong Next() => Mix(_key + (++Position * Golden));

    /// <summary>At least 0, below 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>At least 0, below <paramref name="limit"/>, all equally likely.</summary>
    public int NextBelow(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var range = (ulong)limit;
        var unfair = ulong.MaxValue - (ulong.MaxValue % range);
        var value = Next();
        while (value >= unfair)
        {
            value = Next();
        }

        return (int)(value % range);
    }

    /// <summary>Mean 0, deviation 1, by Box and Muller; each draw takes two numbers.</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * ExactMath.Log(1 - NextDouble()));
        return radius * ExactMath.SinCos(2 * Math.PI * NextDouble()).Cos;
    }

    /// <summary>0 to count - 1 in random order (Fisher and Yates).</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }

        for (var i = count - 1; i > 0; i--)
        {
            var other = NextBelow(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
