using TrainForge.Engine.Kernels;
using TrainForge.Engine.Models;

namespace TrainForge.Engine.Training;

/// <summary>
/// Adam with bias correction and weight decay apart from the gradient. Only matrices decay: pulling norms and biases towards
/// zero is not what decay is for.
/// </summary>
internal sealed class AdamW
{
    // Moments below this become 0, so that none is ever a denormal number. A rule, therefore the same everywhere.
    private const float Tiny = 1e-30f;

    private readonly TrainingOptions _options;

    public AdamW(IReadOnlyList<Parameter> parameters, TrainingOptions options)
    {
        _options = options;
        Parameters = parameters;
        First = new float[parameters.Count][];
        Second = new float[parameters.Count][];
        for (var i = 0; i < parameters.Count; i++)
        {
            First[i] = new float[parameters[i].Values.Length];
            Second[i] = new float[parameters[i].Values.Length];
        }
    }

    public IReadOnlyList<Parameter> Parameters { get; }

    public float[][] First { get; }

    public float[][] Second { get; }

    /// <summary>Each gradient is multiplied by <paramref name="gradientScale"/> first: that is the clipping.</summary>
    public void Step(int step, double rate, float gradientScale)
    {
        var (beta1, beta2) = ((float)_options.Beta1, (float)_options.Beta2);
        var size = (float)(rate / (1 - ExactMath.Power(_options.Beta1, step)));
        var correction = (float)(1 / (1 - ExactMath.Power(_options.Beta2, step)));
        var epsilon = (float)_options.AdamEpsilon;
        for (var p = 0; p < Parameters.Count; p++)
        {
            var keep = Parameters[p].Tensor.Shape.Count == 2 ? (float)(1 - (rate * _options.WeightDecay)) : 1f;
            var (values, gradient, first, second) = (Parameters[p].Values, Parameters[p].Gradient!, First[p], Second[p]);
            for (var i = 0; i < values.Length; i++)
            {
                var g = gradient[i] * gradientScale;
                var m = Flush(MathF.FusedMultiplyAdd(first[i], beta1, g * (1f - beta1)));
                var v = Flush(MathF.FusedMultiplyAdd(second[i], beta2, g * g * (1f - beta2)));
                first[i] = m;
                second[i] = v;
                var step1 = m / (MathF.Sqrt(v * correction) + epsilon);
                values[i] = MathF.FusedMultiplyAdd(step1, -size, values[i] * keep);
            }
        }
    }

    private static float Flush(float moment) => MathF.Abs(moment) < Tiny ? 0f : moment;
}
