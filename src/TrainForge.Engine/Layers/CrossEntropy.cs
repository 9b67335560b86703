using TrainForge.Engine.Kernels;

namespace TrainForge.Engine.Layers;

/// <summary>-log softmax(logits)[target], summed in double over the rows in order.</summary>
internal static class CrossEntropy
{
    public static double Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int vocabulary, Span<float> scratch)
    {
        var total = 0.0;
        for (var r = 0; r < targets.Length; r++)
        {
            var row = logits.Slice(r * vocabulary, vocabulary);
            total += Row(row, targets[r], scratch[..vocabulary]);
        }

        return total;
    }

    /// <summary>The same, and the logits become their gradient times <paramref name="scale"/>.</summary>
    public static double LossAndGradient(Span<float> logits, ReadOnlySpan<int> targets, int vocabulary, float scale)
    {
        var total = 0.0;
        for (var r = 0; r < targets.Length; r++)
        {
            var row = logits.Slice(r * vocabulary, vocabulary);
            total += Row(row, targets[r], row);
            for (var i = 0; i < row.Length; i++)
            {
                row[i] *= scale;
            }

            row[targets[r]] -= scale;
        }

        return total;
    }

    // p may be the row itself.
    private static double Row(ReadOnlySpan<float> row, int target, Span<float> p)
    {
        var max = Lanes.Max(row);
        var wanted = (double)row[target];
        for (var i = 0; i < row.Length; i++)
        {
            p[i] = ExactMath.Exp(row[i] - max);
        }

        var sum = Lanes.Sum(p);
        var inverse = 1f / sum;
        for (var i = 0; i < p.Length; i++)
        {
            p[i] *= inverse;
        }

        return max - wanted + ExactMath.Log(sum);
    }
}
