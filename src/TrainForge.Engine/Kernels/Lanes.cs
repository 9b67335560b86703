namespace TrainForge.Engine.Kernels;

/// <summary>
/// Reductions along a row. Their order is part of the contract: element i belongs to lane i mod 16, a lane is one chain in
/// ascending order, and the lanes fold 16, 8, 4, 2, 1, the upper half onto the lower. That is what a 512-bit register does,
/// and two or four narrower ones do the same. Another order changes every recorded loss.
/// </summary>
internal static class Lanes
{
    public const int Count = 16;

    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Span<float> lanes = stackalloc float[Count];
        lanes.Clear();
        var i = 0;
        for (; i + Count <= x.Length; i += Count)
        {
            var a = x.Slice(i, Count);
            var b = y.Slice(i, Count);
            for (var lane = 0; lane < Count; lane++)
            {
                lanes[lane] = MathF.FusedMultiplyAdd(a[lane], b[lane], lanes[lane]);
            }
        }

        for (var lane = 0; i < x.Length; i++, lane++)
        {
            lanes[lane] = MathF.FusedMultiplyAdd(x[i], y[i], lanes[lane]);
        }

        return Fold(lanes);
    }

    public static float Sum(ReadOnlySpan<float> x)
    {
        Span<float> lanes = stackalloc float[Count];
        lanes.Clear();
        var i = 0;
        for (; i + Count <= x.Length; i += Count)
        {
            var a = x.Slice(i, Count);
            for (var lane = 0; lane < Count; lane++)
            {
                lanes[lane] += a[lane];
            }
        }

        for (var lane = 0; i < x.Length; i++, lane++)
        {
            lanes[lane] += x[i];
        }

        return Fold(lanes);
    }

    /// <summary>NaN when any element is: a maximum that hid it would hide a diverged run.</summary>
    public static float Max(ReadOnlySpan<float> x)
    {
        var max = float.NegativeInfinity;
        for (var i = 0; i < x.Length; i++)
        {
            max = x[i] <= max ? max : x[i];
            if (float.IsNaN(max))
            {
                return max;
            }
        }

        return max;
    }

    private static float Fold(Span<float> lanes)
    {
        for (var half = Count / 2; half > 0; half /= 2)
        {
            for (var lane = 0; lane < half; lane++)
            {
                lanes[lane] += lanes[lane + half];
            }
        }

        return lanes[0];
    }
}
