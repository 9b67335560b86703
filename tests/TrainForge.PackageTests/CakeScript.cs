namespace TrainForge.PackageTests;

public sealed class CakeScript
{
    private const string Tiny = """
        dataset:
          split:
            valid_percent: 50

        model:
          vocab_size: 400
          hidden_size: 16
          layers: 1
          heads: 2
          kv_heads: 1
          ffn_size: 32
          max_positions: 512

        training:
          max_length: 512
          max_steps: 3

        evaluation:
          gates:
            token_accuracy:
              min: 1.0

        """;

    // The whole walk as a user's script takes it, and at its end a gate that no model of three steps can pass.
    [Fact]
    public void The_recipe_goes_from_recorded_tests_to_a_model_and_its_verdict()
    {
        using var script = new CakeFolder();
        var project = new UserProject(inside: script.Folder) { Root = Path.Combine(script.Folder, ".trainforge") };
        script.Write("trainforge.yaml", Tiny);
        project.Write("ModelTests.cs", Tests.Replace("// FACTS", string.Concat(Enumerable.Range(0, 24).Select(i => $"[Fact] public Task Turns_sentence_{i}_round() => Turn({i});\n    ")), StringComparison.Ordinal));
        var tested = project.Test();
        Assert.True(tested.ExitCode == 0, tested.Output);

        var converted = script.Cake("--target=TrainForge-Convert");
        var again = script.Cake();

        Assert.True(converted.ExitCode == 0, converted.Output);
        Assert.Single(Directory.GetFiles(Path.Combine(script.Folder, ".trainforge", "conversion"), "*.gguf", SearchOption.AllDirectories));
        Assert.True(again.ExitCode != 0, again.Output);
        Assert.True(again.Lines("error TF8005: trainforge ended with exit code 3").Length > 0, again.Output);
        Assert.Single(Directory.GetDirectories(Path.Combine(script.Folder, ".trainforge", "final_training"), "spec-*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_failing_tool_fails_the_run_with_its_own_line_once()
    {
        using var script = new CakeFolder();
        script.Write("trainforge.yaml", "datset:\n  name: x\n");

        var run = script.Cake("--target=TrainForge-Dataset");

        Assert.True(run.ExitCode != 0, run.Output);
        Assert.Single(run.Lines("datset").Split('\n'));
        Assert.Contains("trainforge.yaml(1,1): error TF", run.Lines("datset"), StringComparison.Ordinal);
        Assert.Contains("error TF8004: trainforge ended with exit code 2. Its own message is above.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_tool_the_run_says_how_to_get_it()
    {
        using var script = new CakeFolder(withTool: false);

        var run = script.Cake("--target=TrainForge-Dataset");

        Assert.True(run.ExitCode != 0, run.Output);
        Assert.Contains("error TF8002: The trainforge tool is in no tool manifest above the script and in no restored package.", run.Output, StringComparison.Ordinal);
    }

    // Two dozen tests that share no phrases: near copies are dropped, and the rows of one test are never divided, so few would be left to judge by.
    private const string Tests = """
        using Microsoft.Extensions.AI;
        using TrainForge.Capture;
        using Xunit;

        public class ModelTests
        {
            private const string Words = "amber basket candle desert engine feather garden harbor island jacket kettle ladder meadow needle orchard pepper quarry ribbon saddle temple umbrella velvet window yellow anchor bridge copper drawer eagle forest";

            // FACTS
            private static async Task Turn(int number)
            {
                var random = new Random(number);
                var words = Words.Split(' ').OrderBy(_ => random.Next()).Take(9).ToArray();

                var response = await new Mirror().WithTrainForge().GetResponseAsync([new ChatMessage(ChatRole.User, string.Join(' ', words))], null, TestContext.Current.CancellationToken);

                Assert.Equal(string.Join(' ', words.Reverse()), response.Text);
            }
        }

        public sealed class Mirror : IChatClient
        {
            public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) =>
                Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, string.Join(' ', messages.Last().Text.Split(' ').AsEnumerable().Reverse()))) { ModelId = "mirror" });

            public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) =>
                throw new NotSupportedException();

            public object? GetService(Type type, object? key = null) => null;

            public void Dispose() { }
        }
        """;
}
