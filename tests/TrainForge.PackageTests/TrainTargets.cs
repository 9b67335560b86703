using System.Text.RegularExpressions;

namespace TrainForge.PackageTests;

/// <summary>From dotnet test to a judged model by the package's targets alone, in one project whose folder has spaces and letters beyond ASCII.</summary>
public sealed class TrainTargets : IDisposable
{
    private readonly UserProject _project = new(tests: Tests());

    public TrainTargets() => _project.Write("trainforge.yaml", Configuration());

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Train_convert_and_judge_what_the_tests_left()
    {
        Done(_project.Test());
        Assert.Equal(["v0001"], _project.Versions);

        var trained = Done(Build("TrainForgeTrain"));
        Assert.Contains("TrainForge: Trained ", trained.Output, StringComparison.Ordinal);
        Assert.Single(Runs);

        // The same data and settings are the same run; 'force_new' is another variant of it.
        var again = Done(Build("TrainForgeTrain"));
        Assert.Contains("TrainForge: Reused ", again.Output, StringComparison.Ordinal);
        Assert.Single(Runs);
        Done(Build("TrainForgeTrain", "-p:TrainForgeRunMode=force_new"));
        Assert.Equal(2, Runs.Length);

        Done(Build("TrainForgeConvert", "-p:TrainForgeConvertTo=safetensors"));
        Done(Build("TrainForgeConvert", "-p:TrainForgeConvertTo=gguf"));
        Assert.Single(Files("conversion", "*.gguf"));
        Assert.NotEmpty(Files("conversion", "*.safetensors"));

        var passed = Done(Build("TrainForgeEvaluate"));
        Assert.Contains("pass", passed.Lines("TrainForge: "), StringComparison.Ordinal);

        // A gate that falls short is the build's one error, by its own code.
        _project.Write("trainforge.yaml", Configuration(lossDrop: "0.99"));
        OneError(Build("TrainForgeEvaluate"), "TF7024");
    }

    [Fact]
    public void Settings_that_are_wrong_are_one_error_in_the_build_where_they_stand()
    {
        Done(_project.Test());

        OneError(Build("TrainForgeTrain", "-p:TrainForgeRunMode=sometimes"), "TF1004");
        _project.Write("trainforge.yaml", Configuration(epochs: "three"));
        var broken = OneError(Build("TrainForgeTrain"), "TF1004");

        var line = Array.FindIndex(Configuration().Split('\n'), l => l.Contains("epochs", StringComparison.Ordinal)) + 1;
        Assert.Contains($"trainforge.yaml({line},11): error TF1004: 'training.epochs' is 'three'", broken.Output, StringComparison.Ordinal);
        Assert.Empty(Runs);
    }

    private string[] Runs => Files("final_training", "metrics.json");

    private string[] Files(string part, string pattern) =>
        Directory.Exists(_project.In(part)) ? Directory.GetFiles(_project.In(part), pattern, SearchOption.AllDirectories) : [];

    private Ran Build(string target, params string[] more) => _project.Run(["build", $"-t:{target}", .. more]);

    private static Ran Done(Ran ran)
    {
        Assert.True(ran.ExitCode == 0, ran.Output);
        return ran;
    }

    // Below 'Build FAILED.' the console repeats what it said above.
    private static Ran OneError(Ran ran, string code)
    {
        Assert.True(ran.ExitCode == 1, ran.Output);
        var errors = Regex.Matches(ran.Output.Split("Build FAILED.")[0], @": error (\w+):").Select(m => m.Groups[1].Value);
        Assert.True(errors.SequenceEqual([code]), ran.Output);
        return ran;
    }

    internal static string Configuration(string epochs = "3", string lossDrop = "0.0001") => $"""
        dataset:
          split:
            valid_percent: 25
        model:
          vocab_size: 300
          hidden_size: 16
          layers: 1
          heads: 2
          kv_heads: 1
          ffn_size: 32
          max_positions: 256
        training:
          max_length: 256
          epochs: {epochs}
          batch_size: 4
        evaluation:
          gates:
            loss_drop:
              min: {lossDrop}
        """.ReplaceLineEndings("\n");

    // One method per question: the examples of one test are one group, and a group is never divided.
    internal static string Tests() => $$"""
        using Microsoft.Extensions.AI;
        using TrainForge.Capture;
        using Xunit;

        public class ModelTests
        {
            private readonly IChatClient _model = new Echo().WithTrainForge();

            {{string.Join("\n    ", new[] { "Lisbon", "Vienna", "Oslo", "Ankara", "Warsaw", "Dublin", "Madrid", "Athens" }.Select(town => $"[Fact] public Task {town}() => Answers(\"{town}\");"))}}

            private async Task Answers(string town)
            {
                var response = await _model.GetResponseAsync([new ChatMessage(ChatRole.User, $"How long does a letter from {town} to London take?")], null, TestContext.Current.CancellationToken);

                Assert.Contains(town, response.Text);
            }
        }

        public sealed class Echo : IChatClient
        {
            public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) =>
                Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, $"A letter from {messages.Last().Text.Split(' ')[6]} to London takes about four days.")) { ModelId = "echo" });

            public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) =>
                throw new NotSupportedException();

            public object? GetService(Type type, object? key = null) => type.IsInstanceOfType(this) ? this : null;

            public void Dispose() { }
        }
        """;
}
