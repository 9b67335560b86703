using TrainForge.Engine.Kernels;

namespace TrainForge.Tests.Engine.Kernels;

public class MatMulTests
{
    public static TheoryData<int, int, int> Shapes()
    {
        // Around every edge of a tile (4 x 32) and of a block of k (256).
        var shapes = new TheoryData<int, int, int> { { 5, 33, 256 }, { 4, 32, 257 }, { 3, 31, 600 }, { 1, 1, 512 }, { 2, 5, 0 } };
        for (var size = 1; size <= 9; size++)
        {
            shapes.Add(size, (size * 9) % 71, (size * 5) % 17);
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gives_the_bits_of_the_definition(int rows, int columns, int depth)
    {
        foreach (var (ta, tb, accumulate) in new[] { (false, false, false), (true, false, true), (false, true, false), (true, true, true) })
        {
            var (strideA, strideB, strideC) = ((ta ? rows : depth) + 1, (tb ? depth : columns) + 2, columns + 3);
            var a = Numbers(((ta ? depth : rows) + 1) * strideA, 1);
            var b = Numbers(((tb ? columns : depth) + 1) * strideB, 2);
            var expected = Numbers(rows * strideC, 3);
            var actual = (float[])expected.Clone();

            MatMul.Reference(expected, strideC, new(a, strideA, ta), new(b, strideB, tb), rows, columns, depth, accumulate);
            MatMul.Run(actual, strideC, new(a, strideA, ta), new(b, strideB, tb), rows, columns, depth, accumulate);

            Assert.Equal(Bits(expected), Bits(actual));
        }
    }

    [Fact]
    public void Gives_the_recorded_bits()
    {
        var c = new float[1];

        MatMul.Run(c, 1, new(Numbers(600, 4), 600), new(Numbers(600, 5), 1), 1, 1, 600, accumulate: false);

        Assert.Equal(0xBFF9BD30u, BitConverter.SingleToUInt32Bits(c[0]));
    }

    // Another block size is another contract: the bits must show it.
    [Fact]
    public void The_comparison_notices_a_chain_that_is_not_cut()
    {
        var (a, b) = (Numbers(600, 4), Numbers(600, 5));
        var c = new float[1];
        MatMul.Run(c, 1, new(a, 600), new(b, 1), 1, 1, 600, accumulate: false);

        var chain = 0f;
        for (var k = 0; k < 600; k++)
        {
            chain = MathF.FusedMultiplyAdd(a[k], b[k], chain);
        }

        Assert.NotEqual(chain, c[0]);
        Assert.Equal(chain, c[0], 1e-4f);
    }

    private static uint[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToUInt32Bits)];

    private static float[] Numbers(int count, ulong seed)
    {
        var stream = new SeedStream(seed, "matmul");
        return [.. Enumerable.Range(0, count).Select(_ => (float)stream.NextNormal())];
    }
}
