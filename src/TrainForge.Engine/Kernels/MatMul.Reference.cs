namespace TrainForge.Engine.Kernels;

/// <summary>C = A B, or C += A B.</summary>
/// <remarks>
/// The order of additions is part of the contract: c = ((c0 + s0) + s1) + ..., where s_b is one chain of fused
/// multiply-adds from zero over the b-th block of <see cref="Block"/> values of k, ascending, and c0 is 0 or the old value.
/// So a kernel may go over rows and columns in any order and width, but never split k. The block is a contract too,
/// not a setting for speed: another one changes every recorded loss.
/// </remarks>
internal static partial class MatMul
{
    public const int Block = 256;

    /// <summary>The definition. Slow, obvious, and what the tests compare with.</summary>
    public static void Reference(Span<float> c, int stride, Matrix a, Matrix b, int rows, int columns, int depth, bool accumulate)
    {
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var value = accumulate ? c[(i * stride) + j] : 0f;
                for (var start = 0; start < depth; start += Block)
                {
                    var chain = 0f;
                    var end = Math.Min(depth, start + Block);
                    for (var k = start; k < end; k++)
                    {
                        chain = MathF.FusedMultiplyAdd(a[i, k], b[k, j], chain);
                    }

                    value += chain;
                }

                c[(i * stride) + j] = value;
            }
        }
    }
}
