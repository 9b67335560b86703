using TrainForge.Engine.Kernels;

namespace TrainForge.Engine.Layers;

/// <summary>h = silu(gate) * up, element by element.</summary>
internal static class SwiGlu
{
    public static void Forward(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> h)
    {
        for (var i = 0; i < h.Length; i++)
        {
            h[i] = gate[i] * Sigmoid(gate[i]) * up[i];
        }
    }

    public static void Backward(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, ReadOnlySpan<float> dh, Span<float> dGate, Span<float> dUp)
    {
        for (var i = 0; i < dh.Length; i++)
        {
            var sigmoid = Sigmoid(gate[i]);
            var silu = gate[i] * sigmoid;
            dUp[i] = dh[i] * silu;
            dGate[i] = dh[i] * up[i] * (sigmoid + (silu * (1f - sigmoid)));
        }
    }

    private static float Sigmoid(float x) => 1f / (1f + ExactMath.Exp(-x));
}
