using TrainForge.Engine.Kernels;

namespace TrainForge.Tests.Engine.Kernels;

public class ExactMathTests
{
    [Fact]
    public void Exp_is_within_one_unit_in_the_last_place()
    {
        for (var x = -87.3f; x < 88.3f; x += 0.0113f)
        {
            var expected = Math.Exp(x);
            var unit = MathF.BitIncrement((float)expected) - (float)expected;

            Assert.True(Math.Abs(ExactMath.Exp(x) - expected) <= 1.01 * unit, $"exp({x})");
        }
    }

    [Fact]
    public void Exp_never_gives_a_denormal_and_never_hides_a_NaN()
    {
        Assert.Equal(0f, ExactMath.Exp(-87.4f));
        Assert.Equal(0f, ExactMath.Exp(float.NegativeInfinity));
        Assert.True(float.IsNormal(ExactMath.Exp(-87.33f)));
        Assert.True(float.IsFinite(ExactMath.Exp(float.PositiveInfinity)));
        Assert.True(float.IsNaN(ExactMath.Exp(float.NaN)));
        Assert.True(float.IsNaN(Lanes.Max([1f, float.NaN, 3f])));
    }

    [Fact]
    public void Doubles_agree_with_the_runtime_to_the_last_digits()
    {
        for (var x = 0.01; x < 40; x += 0.037)
        {
            Assert.Equal(1, ExactMath.Exp(-x) / Math.Exp(-x), 2e-15);
            Assert.Equal(Math.Log(x), ExactMath.Log(x), 2e-15);
            Assert.Equal(Math.Sin(x * 50), ExactMath.SinCos(x * 50).Sin, 5e-16);
            Assert.Equal(Math.Cos(x * 50), ExactMath.SinCos(x * 50).Cos, 5e-16);
        }

        Assert.Equal(Math.Pow(0.999, 1000), ExactMath.Power(0.999, 1000), 1e-14);
    }

    [Fact]
    public void Lanes_add_in_their_own_order()
    {
        float[] x = [.. Enumerable.Range(0, 37).Select(i => 1f / (i + 1))];

        var lanes = new float[16];
        for (var i = 0; i < x.Length; i++)
        {
            lanes[i % 16] += x[i];
        }

        float Pair(int i) => lanes[i] + lanes[i + 8];
        float Four(int i) => Pair(i) + Pair(i + 4);
        Assert.Equal(Four(0) + Four(2) + (Four(1) + Four(3)), Lanes.Sum(x));
        Assert.Equal(x.Sum(v => (double)v * v), Lanes.Dot(x, x), 1e-6);
    }
}
