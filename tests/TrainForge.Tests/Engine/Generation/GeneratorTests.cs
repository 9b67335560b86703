using TrainForge.Diagnostics;
using TrainForge.Engine.Generation;
using TrainForge.Engine.Models;
using TrainForge.Engine.Training;

namespace TrainForge.Tests.Engine.Generation;

public class GeneratorTests
{
    [Fact]
    public void The_cache_changes_no_bit()
    {
        var weights = TinyModels.Weights(TinyModels.Config());
        var model = new ReferenceModel(weights, TinyModels.Adapter(weights.Config));
        int[] tokens = [.. Enumerable.Range(0, 130).Select(i => i * 7 % 23)];
        var whole = model.Logits(tokens);

        var cache = model.NewCache();
        model.Next(tokens.AsSpan(0, 100), cache);
        for (var i = 100; i < tokens.Length; i++)
        {
            var next = model.Next([tokens[i]], cache).ToArray();

            Assert.Equal(whole[(i * 23)..((i + 1) * 23)], next);
        }
    }

    [Fact]
    public void Says_what_it_was_taught()
    {
        var weights = ModelWeights.Random(TinyModels.Config(), 1);
        var examples = TinyModels.Examples(40, longest: 16);
        _ = new Trainer(weights, null, examples, new() { LearningRate = 5e-3, Epochs = 30 }).Run(TestContext.Current.CancellationToken).Last();

        var answer = Answer(weights, [examples[0].Tokens[0], examples[0].Tokens[1]], new() { MaxTokens = 6 });

        Assert.Equal(AnswerEnd.Length, answer.End);
        Assert.Equal(Enumerable.Range(0, 6).Aggregate(new List<int> { examples[0].Tokens[1] }, (all, _) => [.. all, ((all[^1] * 5) + 3) % 23]).Skip(1), answer.Tokens);
    }

    [Fact]
    public void A_stop_token_ends_the_answer_and_is_not_part_of_it()
    {
        var weights = TinyModels.Weights(TinyModels.Config());
        var free = Answer(weights, [1, 2], new() { MaxTokens = 20 });
        var stop = free.Tokens[3];

        var stopped = Answer(weights, [1, 2], new() { MaxTokens = 20, StopTokens = [stop] });

        Assert.Equal(AnswerEnd.Stop, stopped.End);
        Assert.Equal(free.Tokens.TakeWhile(t => t != stop), stopped.Tokens);
    }

    [Fact]
    public void A_seed_fixes_what_is_drawn()
    {
        var weights = TinyModels.Weights(TinyModels.Config());
        var options = new GenerationOptions { MaxTokens = 40, Temperature = 1.5, TopP = 0.9 };

        var first = Answer(weights, [3], options);

        Assert.Equal(first.Tokens, Answer(weights, [3], options).Tokens);
        Assert.NotEqual(first.Tokens, Answer(weights, [3], options with { Seed = 2 }).Tokens);
    }

    [Fact]
    public void The_nucleus_keeps_only_the_likeliest()
    {
        float[] logits = [0, 3, 3, -2];

        int[] Drawn(double topP)
        {
            var sampler = new Sampler(new() { Temperature = 1, TopP = topP });
            return [.. Enumerable.Range(0, 2000).Select(_ => sampler.Choose(logits)).Distinct().Order()];
        }

        Assert.Equal([1], Drawn(0.4));
        Assert.Equal([1, 2], Drawn(0.9));
        Assert.Equal([0, 1, 2, 3], Drawn(1));
    }

    [Fact]
    public void Draws_as_often_as_the_probabilities_say()
    {
        var sampler = new Sampler(new() { Temperature = 2 });
        float[] logits = [2 * MathF.Log(1), 2 * MathF.Log(3)];

        Assert.Equal(0.75, Enumerable.Range(0, 4000).Average(_ => sampler.Choose(logits)), 0.03);
    }

    [Fact]
    public void The_context_is_the_end_and_a_prompt_that_fills_it_is_refused()
    {
        var weights = TinyModels.Weights(TinyModels.Config() with { MaxPositions = 10 });

        Assert.Equal(3, Answer(weights, new int[7], new()).Tokens.Count);
        Assert.Equal("TF4018", Assert.Throws<TrainForgeException>(() => Answer(weights, new int[10], new())).Diagnostic.Rule.Code);
        Assert.Equal("TF4011", Assert.Throws<TrainForgeException>(() => Answer(weights, [23], new())).Diagnostic.Rule.Code);
    }

    private static Answer Answer(ModelWeights weights, int[] prompt, GenerationOptions options) =>
        new Generator(weights).Answer(prompt, options, null, TestContext.Current.CancellationToken);
}
