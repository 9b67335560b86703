using TrainForge.Data.Duplicates;

namespace TrainForge.Tests.Data.Duplicates;

public class MinHashTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(31)]
    [InlineData(1000)]
    public void Agrees_with_the_definition(int count)
    {
        for (var length = MinHash.Block; length <= 512; length += MinHash.Block)
        {
            var (expected, actual) = (new byte[length], new byte[length]);

            MinHash.Reference(Set(0, count), expected);
            MinHash.Run(Set(0, count), actual);

            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Gives_the_recorded_bytes() =>
        Assert.Equal("098F85", Convert.ToHexString(Signature(Set(0, 100), 128).AsSpan(0, 3)));

    [Fact]
    public void The_order_of_a_set_does_not_count() =>
        Assert.Equal(Signature(Set(0, 300), 128), Signature([.. Set(0, 300).Reverse()], 128));

    // 200 pairs of 512 bytes: the mean is within 0.007 of the truth in all but one of a million runs, if the permutations are good.
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(0.95)]
    public void Signatures_agree_as_often_as_their_sets(double similarity)
    {
        const int Size = 400;
        var common = (int)Math.Round(2 * Size * similarity / (1 + similarity));
        var agreeing = 0L;
        for (var pair = 0; pair < 200; pair++)
        {
            var one = Set(10_000 * pair, Size);
            ulong[] other = [.. one[..common], .. Set((10_000 * pair) + 5000, Size - common)];
            agreeing += MinHash.Agreeing(Signature(one, 512), Signature(other, 512));
        }

        var truth = common / (double)((2 * Size) - common);
        Assert.InRange(agreeing / (200.0 * 512), truth + ((1 - truth) / 256) - 0.007, truth + ((1 - truth) / 256) + 0.007);
    }

    [Fact]
    public void Agreeing_counts_equal_bytes()
    {
        var random = new Random(5);
        for (var length = MinHash.Block; length <= 256; length += MinHash.Block)
        {
            var one = new byte[length];
            random.NextBytes(one);
            var other = one.Select(b => random.Next(2) == 0 ? b : (byte)(b ^ 1)).ToArray();

            Assert.Equal(one.Zip(other).Count(p => p.First == p.Second), MinHash.Agreeing(one, other));
        }
    }

    private static byte[] Signature(ulong[] set, int length)
    {
        var signature = new byte[length];
        MinHash.Run(set, signature);
        return signature;
    }

    private static ulong[] Set(int from, int count) => [.. Enumerable.Range(from, count).Select(i => Hash64.Finish((ulong)i + 1))];
}
