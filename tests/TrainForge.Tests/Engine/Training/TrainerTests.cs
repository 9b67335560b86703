using TrainForge.Diagnostics;
using TrainForge.Engine.Models;
using TrainForge.Engine.Training;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Engine.Training;

public class TrainerTests
{
    private static readonly TrainingOptions Options = new() { LearningRate = 5e-3, BatchSize = 2, AccumulationSteps = 2, Epochs = 5, MaxSteps = 10 };

    [Fact]
    public void Ten_losses_of_a_full_training_read_as_recorded() => Recorded.Equal(Run(lora: false).Text);

    [Fact]
    public void Ten_losses_of_an_adapter_read_as_recorded() => Recorded.Equal(Run(lora: true).Text);

    [Fact]
    public void Learns_a_rule()
    {
        var weights = ModelWeights.Random(TinyModels.Config(), 1);
        var trainer = new Trainer(weights, null, TinyModels.Examples(40), Options with { MaxSteps = 0, Epochs = 30 });

        var losses = trainer.Run(TestContext.Current.CancellationToken).Select(m => m.Loss).ToArray();

        Assert.Equal(3.1, losses[0], 0.1);
        Assert.True(losses[^1] < 0.3, $"{losses[^1]}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_runs_end_with_the_same_bytes(bool lora)
    {
        var first = Run(lora);

        Assert.Equal(first.State, Run(lora).State);
        Assert.NotEqual(first.State, Run(lora, seed: 2).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Resuming_at_any_step_ends_with_the_same_bytes(bool lora)
    {
        var whole = Run(lora).State;

        for (var stop = 0; stop <= 10; stop++)
        {
            var first = New(lora);
            foreach (var _ in first.Run(TestContext.Current.CancellationToken).Take(stop))
            {
            }

            var second = New(lora);
            second.Restore(new MemoryStream(State(first)), "state");
            Assert.Equal(stop, second.Step);
            Assert.Equal(10 - stop, second.Run(TestContext.Current.CancellationToken).Count());
            Assert.Equal(whole, State(second));
        }
    }

    [Fact]
    public void A_frozen_base_stays_as_it_was()
    {
        var weights = TinyModels.Weights(TinyModels.Config());
        var before = weights.Hash();

        _ = new Trainer(weights, TinyModels.Adapter(weights.Config), TinyModels.Examples(12), Options).Run(TestContext.Current.CancellationToken).Last();

        Assert.Equal(before, weights.Hash());
    }

    [Fact]
    public void A_state_of_another_run_is_refused_and_changes_nothing()
    {
        var state = State(New(lora: true));
        var other = New(lora: true, seed: 2);
        var before = State(other);

        var refused = Assert.Throws<TrainForgeException>(() => other.Restore(new MemoryStream(state), "old.state"));

        Assert.Equal("TF4014", refused.Diagnostic.Rule.Code);
        Assert.Equal(before, State(other));
        Assert.Equal("TF4015", Assert.Throws<TrainForgeException>(() => other.Restore(WithoutMetadata(), "x")).Diagnostic.Rule.Code);
    }

    [Fact]
    public void A_step_that_is_not_finite_is_named_and_not_applied()
    {
        var weights = TinyModels.Weights(TinyModels.Config());
        var trainer = new Trainer(weights, null, TinyModels.Examples(12), Options);
        weights[ModelLayout.FinalNorm].Values[0] = float.NaN;
        var before = State(trainer);

        var refused = Assert.Throws<TrainForgeException>(() => trainer.Run(TestContext.Current.CancellationToken).First());

        Assert.Equal("TF4009", refused.Diagnostic.Rule.Code);
        Assert.Contains("step 1 ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, State(trainer));
        Assert.Equal(0, trainer.Step);
    }

    [Fact]
    public void Cancelling_stops_between_steps()
    {
        var trainer = New(lora: false);
        using var cancel = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var step in trainer.Run(cancel.Token))
            {
                if (step.Step == 3)
                {
                    cancel.Cancel();
                }
            }
        });

        Assert.Equal(3, trainer.Step);
    }

    [Fact]
    public void Refuses_examples_it_cannot_train_on()
    {
        TrainingExample Example(params int[] tokens) => new() { Tokens = tokens, Trained = new bool[tokens.Length] };

        Assert.Equal("TF4011", Code(Example(1, 23)));
        Assert.Equal("TF4012", Code(Example(1, 2)));
        Assert.Equal("TF4013", Code(Example(new int[257])));

        static string Code(TrainingExample example) =>
            Assert.Throws<TrainForgeException>(() => new Trainer(TinyModels.Weights(TinyModels.Config()), null, [example], Options)).Diagnostic.Rule.Code;
    }

    [Fact]
    public void Counts_examples_without_a_trained_token()
    {
        TrainingExample masked = TrainingExample.FromLabels([1, 2, 3], [1, -100, -100]), kept = TrainingExample.FromLabels([1, 2, 3], [-100, 2, -100]);

        var trainer = new Trainer(TinyModels.Weights(TinyModels.Config()), null, [masked, kept], Options with { MaxSteps = 1 });

        Assert.Equal((1, 4), (trainer.SkippedExamples, trainer.Run(TestContext.Current.CancellationToken).Single().TrainedTokens));
    }

    [Fact]
    public void The_first_loss_is_that_of_the_untrained_model_and_no_token_has_none()
    {
        var weights = TinyModels.Weights(TinyModels.Config());
        var examples = TinyModels.Examples(4);
        var before = new ReferenceModel(weights).Loss(examples, TestContext.Current.CancellationToken);

        var first = new Trainer(weights, null, examples, Options).Run(TestContext.Current.CancellationToken).First();

        Assert.Equal(before, first.Loss, 1e-6);
        var masked = TrainingExample.FromLabels([1, 2], [-100, -100]);
        Assert.Equal("TF4012", Assert.Throws<TrainForgeException>(() => new ReferenceModel(weights).Loss([masked], TestContext.Current.CancellationToken)).Diagnostic.Rule.Code);
    }

    [Theory]
    [InlineData(ScheduleKind.Constant, "0.5 1 1 1 1 1")]
    [InlineData(ScheduleKind.Linear, "0.5 1 1 0.75 0.5 0.25")]
    [InlineData(ScheduleKind.Cosine, "0.5 1 1 0.854 0.5 0.146")]
    public void The_rate_climbs_and_falls(ScheduleKind schedule, string expected)
    {
        var options = new TrainingOptions { LearningRate = 1, WarmupRatio = 0.3, Schedule = schedule };

        Assert.Equal(expected, string.Join(' ', Enumerable.Range(1, 6).Select(s => LearningRate.At(s, 6, options).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture))));
    }

    private static (string Text, byte[] State) Run(bool lora, ulong seed = 1)
    {
        var trainer = New(lora, seed);
        var steps = trainer.Run(TestContext.Current.CancellationToken).ToArray();
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        return (string.Join('\n', steps.Select(s => string.Create(invariant, $"{s.Step,2} {BitConverter.DoubleToUInt64Bits(s.Loss):X16} {s.Loss:F6} norm {s.GradientNorm:F6} rate {s.LearningRate:E3} tokens {s.TrainedTokens}/{s.Tokens}"))), State(trainer));
    }

    private static Trainer New(bool lora, ulong seed = 1)
    {
        var weights = TinyModels.Weights(TinyModels.Config());
        return new Trainer(weights, lora ? TinyModels.Adapter(weights.Config, dropout: 0.1) : null, TinyModels.Examples(12), Options with { Seed = seed });
    }

    private static byte[] State(Trainer trainer)
    {
        var stream = new MemoryStream();
        trainer.Save(stream);
        return stream.ToArray();
    }

    private static MemoryStream WithoutMetadata()
    {
        var stream = new MemoryStream();
        TrainForge.Engine.Formats.Safetensors.SafetensorsWriter.Write(stream, []);
        return stream;
    }
}
