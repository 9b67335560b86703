using TrainForge.Engine.Kernels;
using TrainForge.Engine.Models;

namespace TrainForge.Engine.Training;

/// <summary>The global norm: blocks of 16384 numbers of each tensor, their sums added in order as doubles.</summary>
internal static class GradientNorm
{
    private const int Block = 16384;

    public static double Of(IReadOnlyList<Parameter> parameters)
    {
        var sum = 0.0;
        for (var p = 0; p < parameters.Count; p++)
        {
            var gradient = parameters[p].Gradient.AsSpan();
            for (var start = 0; start < gradient.Length; start += Block)
            {
                var block = gradient.Slice(start, Math.Min(Block, gradient.Length - start));
                sum += Lanes.Dot(block, block);
            }
        }

        return Math.Sqrt(sum);
    }
}
