using TrainForge.Engine.Kernels;
using TrainForge.Engine.Models;

namespace TrainForge.Engine.Layers;

/// <summary>
/// Causal attention of one sequence with grouped queries: query head h reads key head h / (heads / kvHeads).
/// Only the logarithm of each row's sum is kept; the way back computes the probabilities again.
/// </summary>
/// <remarks>
/// Part of the contract: query rows go in blocks of <see cref="Block"/>, and the gradients of keys and values add up one block
/// after the other, query head by query head. Probabilities above the diagonal are exact zeros, so whether they are multiplied changes nothing.
/// </remarks>
internal sealed class Attention(ModelConfig config)
{
    public const int Block = 96;

    private readonly int _size = config.HeadSize;
    private readonly int _queryStride = config.QuerySize;
    private readonly int _keyStride = config.KeyValueSize;
    private readonly int _group = config.HeadCount / config.KeyValueHeadCount;
    private readonly float _scale = 1f / MathF.Sqrt(config.HeadSize);
    private float[] _p = [];
    private float[] _dp = [];

    /// <summary>
    /// <paramref name="rows"/> queries that follow <paramref name="past"/> earlier positions; keys and values hold past + rows.
    /// <paramref name="sums"/> takes heads x rows logarithms.
    /// </summary>
    public void Forward(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, Span<float> sums, int rows, int past)
    {
        for (var head = 0; head < config.HeadCount; head++)
        {
            var (qAt, kAt) = (head * _size, head / _group * _size);
            for (var first = 0; first < rows; first += Block)
            {
                var m = Math.Min(Block, rows - first);
                var n = past + first + m;
                var p = Buffers.Room(ref _p, Block * n).AsSpan(0, m * n);
                MatMul.Run(p, n, new(q[((first * _queryStride) + qAt)..], _queryStride), new(k[kAt..], _keyStride, transposed: true), m, n, _size, accumulate: false);
                for (var i = 0; i < m; i++)
                {
                    sums[(head * rows) + first + i] = Softmax(p.Slice(i * n, n), past + first + i + 1);
                }

                MatMul.Run(output[((first * _queryStride) + qAt)..], _queryStride, new(p, n), new(v[kAt..], _keyStride), m, _size, n, accumulate: false);
            }
        }
    }

    /// <summary>Sets all three gradients. No past here: training sees whole sequences.</summary>
    public void Backward(
        ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, ReadOnlySpan<float> output, ReadOnlySpan<float> sums, ReadOnlySpan<float> dOutput,
        Span<float> dq, Span<float> dk, Span<float> dv, int rows)
    {
        dk[..(rows * _keyStride)].Clear();
        dv[..(rows * _keyStride)].Clear();
        for (var head = 0; head < config.HeadCount; head++)
        {
            var (qAt, kAt) = (head * _size, head / _group * _size);
            for (var first = 0; first < rows; first += Block)
            {
                var m = Math.Min(Block, rows - first);
                var n = first + m;
                var at = (first * _queryStride) + qAt;
                var p = Buffers.Room(ref _p, Block * n).AsSpan(0, m * n);
                var dp = Buffers.Room(ref _dp, Block * n).AsSpan(0, m * n);
                MatMul.Run(p, n, new(q[at..], _queryStride), new(k[kAt..], _keyStride, transposed: true), m, n, _size, accumulate: false);
                MatMul.Run(dp, n, new(dOutput[at..], _queryStride), new(v[kAt..], _keyStride, transposed: true), m, n, _size, accumulate: false);
                for (var i = 0; i < m; i++)
                {
                    var place = at + (i * _queryStride);
                    var inner = Lanes.Dot(dOutput.Slice(place, _size), output.Slice(place, _size));
                    SoftmaxBack(p.Slice(i * n, n), dp.Slice(i * n, n), first + i + 1, sums[(head * rows) + first + i], inner);
                }

                MatMul.Run(dq[at..], _queryStride, new(dp, n), new(k[kAt..], _keyStride), m, _size, n, accumulate: false);
                MatMul.Run(dk[kAt..], _keyStride, new(dp, n, transposed: true), new(q[at..], _queryStride), n, _size, m, accumulate: true);
                MatMul.Run(dv[kAt..], _keyStride, new(p, n, transposed: true), new(dOutput[at..], _queryStride), n, _size, m, accumulate: true);
            }
        }
    }

    /// <summary>Scores to probabilities over the first <paramref name="visible"/>, zeros after; gives log(sum(exp(scale * score))).</summary>
    private float Softmax(Span<float> scores, int visible)
    {
        var seen = scores[..visible];
        var max = Lanes.Max(seen) * _scale;
        for (var i = 0; i < seen.Length; i++)
        {
            seen[i] = ExactMath.Exp(MathF.FusedMultiplyAdd(seen[i], _scale, -max));
        }

        var sum = Lanes.Sum(seen);
        var inverse = 1f / sum;
        for (var i = 0; i < seen.Length; i++)
        {
            seen[i] *= inverse;
        }

        scores[visible..].Clear();
        return max + (float)ExactMath.Log(sum);
    }

    /// <summary>p becomes the probabilities, dp the gradient of the scores.</summary>
    private void SoftmaxBack(Span<float> p, Span<float> dp, int visible, float logSum, float inner)
    {
        for (var i = 0; i < visible; i++)
        {
            p[i] = ExactMath.Exp(MathF.FusedMultiplyAdd(p[i], _scale, -logSum));
            dp[i] = p[i] * (dp[i] - inner) * _scale;
        }

        p[visible..].Clear();
        dp[visible..].Clear();
    }
}
