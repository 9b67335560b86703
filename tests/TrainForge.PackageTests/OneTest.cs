namespace TrainForge.PackageTests;

/// <summary>What a newcomer sees: a project with one test, which is never divided between training and validation.</summary>
public sealed class OneTest : IDisposable
{
    private readonly UserProject _project = new(tests: """
        using Microsoft.Extensions.AI;
        using TrainForge.Capture;
        using Xunit;

        public class ModelTests
        {
            [Fact]
            public async Task Knows_plants()
            {
                var response = await new Echo().WithTrainForge().GetResponseAsync([new ChatMessage(ChatRole.User, "Which plant is it?")], null, TestContext.Current.CancellationToken);

                Assert.Equal("A fern.", response.Text);
            }
        }

        public sealed class Echo : IChatClient
        {
            public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) =>
                Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "A fern.")) { ModelId = "echo" });

            public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) =>
                throw new NotSupportedException();

            public object? GetService(Type type, object? key = null) => type.IsInstanceOfType(this) ? this : null;

            public void Dispose() { }
        }
        """);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void The_run_is_green_and_one_warning_says_why_there_is_no_dataset_and_what_to_do()
    {
        var first = _project.Test();

        Assert.True(first.ExitCode == 0, first.Output);
        Assert.Contains("Passed:     1", first.Output, StringComparison.Ordinal);
        Assert.Contains("warning TF2005: Every example there is (1) comes from ", Assert.Single(first.Lines("TF2005").Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("error", first.Output.Replace("0 Error(s)", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(_project.Versions);

        _project.Write("trainforge.yaml", "dataset:\n  split:\n    valid_percent: 0\n");
        var second = _project.Test("--no-build");

        Assert.True(second.ExitCode == 0, second.Output);
        Assert.True(_project.Versions is ["v0001"], second.Output);
    }
}
