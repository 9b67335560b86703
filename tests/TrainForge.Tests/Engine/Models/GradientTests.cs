using TrainForge.Engine.Kernels;
using TrainForge.Engine.Models;
using TrainForge.Engine.Training;

namespace TrainForge.Tests.Engine.Models;

/// <summary>
/// Every tensor's gradient against differences of losses. Per tensor two directions are tried: the gradient's own, where the
/// difference must be its length, and a random one, where it must be the inner product.
/// </summary>
public class GradientTests
{
    private const float Reach = 4e-3f;
    private const double Allowed = 4e-3;

    [Theory]
    [InlineData(ModelConfig.Qwen2, true)]
    [InlineData(ModelConfig.Qwen2, false)]
    [InlineData(ModelConfig.Llama, true)]
    public void Every_tensor_of_a_full_training_agrees_with_finite_differences(string type, bool tied)
    {
        var config = TinyModels.Config(type, tied);
        var model = new ReferenceModel(TinyModels.Weights(config), null, train: true);

        var worst = Worst(model, Gradients(model));

        Assert.Equal(ModelLayout.Of(config).Count, model.Trained.Count);
        Assert.True(worst.Error < Allowed, $"{worst.Name}: {worst.Error}");
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    public void Every_tensor_of_an_adapter_agrees_with_finite_differences(double dropout)
    {
        var config = TinyModels.Config();
        var model = new ReferenceModel(TinyModels.Weights(config), TinyModels.Adapter(config, dropout), train: true);

        var worst = Worst(model, Gradients(model));

        Assert.Equal(2 * 7 * 2, model.Trained.Count);
        Assert.All(model.Trained, p => Assert.Contains(".lora_", p.Name, StringComparison.Ordinal));
        Assert.True(worst.Error < Allowed, $"{worst.Name}: {worst.Error}");
    }

    // A comparison that cannot fail proves nothing: one wrong number out of a thousand must be noticed.
    [Fact]
    public void The_comparison_notices_one_wrong_sign()
    {
        var model = new ReferenceModel(TinyModels.Weights(TinyModels.Config()), null, train: true);
        var gradients = Gradients(model);
        var largest = gradients[3].Select(Math.Abs).Max();
        var at = Array.FindIndex(gradients[3], g => Math.Abs(g) == largest);
        gradients[3][at] *= -1;

        var worst = Worst(model, gradients);

        Assert.Equal(model.Trained[3].Name, worst.Name);
        Assert.True(worst.Error > 10 * Allowed);
    }

    [Fact]
    public void Two_examples_in_one_batch_give_the_sum_of_each_alone()
    {
        var examples = TinyModels.Examples(2);
        var weights = TinyModels.Weights(TinyModels.Config());
        var model = new ReferenceModel(weights, null, train: true);

        var together = model.LossAndGradients(TokenBatch.Of(examples), 1f);
        var apart = model.LossAndGradients(TokenBatch.Of(examples[..1]), 1f) + model.LossAndGradients(TokenBatch.Of(examples[1..]), 1f);

        Assert.Equal(apart, together, 1e-12);
    }

    private static float[][] Gradients(ReferenceModel model)
    {
        model.UseMasks(1, step: 1, batch: 0);
        model.LossAndGradients(Batch(), 1f);
        return [.. model.Trained.Select(p => (float[])p.Gradient!.Clone())];
    }

    private static (string Name, double Error) Worst(ReferenceModel model, float[][] gradients)
    {
        var worst = (Name: "", Error: 0.0);
        for (var p = 0; p < model.Trained.Count; p++)
        {
            var parameter = model.Trained[p];
            var length = Length(gradients[p]);
            var own = gradients[p].Select(g => (float)(g / length)).ToArray();
            var stream = new SeedStream(5, parameter.Name);
            var random = gradients[p].Select(_ => (float)stream.NextNormal()).ToArray();
            var randomLength = Length(random);
            foreach (var direction in new[] { own, [.. random.Select(r => (float)(r / randomLength))] })
            {
                var expected = direction.Zip(gradients[p], (d, g) => (double)d * g).Sum();
                var error = Math.Abs(Slope(model, parameter, direction) - expected) / length;
                worst = error > worst.Error ? (parameter.Name, error) : worst;
            }
        }

        return worst;
    }

    // Five points, so that the curve's bend does not count.
    private static double Slope(ReferenceModel model, Parameter parameter, float[] direction)
    {
        var before = (float[])parameter.Values.Clone();
        double At(float distance)
        {
            for (var i = 0; i < before.Length; i++)
            {
                parameter.Values[i] = before[i] + (distance * direction[i]);
            }

            model.UseMasks(1, step: 1, batch: 0);
            return model.LossAndGradients(Batch(), 0f);
        }

        var slope = ((8 * (At(Reach) - At(-Reach))) - (At(2 * Reach) - At(-2 * Reach))) / (12 * Reach);
        before.CopyTo(parameter.Values, 0);
        return slope;
    }

    private static double Length(float[] values) => Math.Sqrt(values.Sum(v => (double)v * v));

    private static TokenBatch Batch() => TokenBatch.Of(TinyModels.Examples(3));
}
