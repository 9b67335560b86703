namespace TrainForge.PackageTests;

public sealed class FailingDispose : IDisposable
{
    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_test_that_fails_in_Dispose_after_it_passed_is_not_trained_on()
    {
        _project.Write("Late.cs", """
            using System;
            using System.Threading.Tasks;
            using Microsoft.Extensions.AI;
            using TrainForge.Capture;
            using Xunit;

            public sealed class LateTests : IDisposable
            {
                public void Dispose() => throw new InvalidOperationException("Too late.");

                [Fact]
                public async Task Passes_and_then_fails() => await new Echo().WithTrainForge().GetResponseAsync(
                    [new ChatMessage(ChatRole.User, "Is a whale a late fish?")], null, TestContext.Current.CancellationToken);
            }
            """);

        var run = _project.Test();

        Assert.Equal(1, run.ExitCode);
        var stash = Assert.Single(_project.Stashes, metadata => File.ReadAllText(metadata).Contains("late fish", StringComparison.Ordinal));
        var results = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(stash))!, "results.jsonl");
        Assert.Contains("Too late.", File.ReadAllText(results), StringComparison.Ordinal);
        Assert.Contains("\"outcome\": \"passed\"", File.ReadAllText(stash), StringComparison.Ordinal);
        var dropped = Assert.Single(Directory.EnumerateFiles(_project.Folder, "dropped.jsonl", SearchOption.AllDirectories));
        Assert.Contains("\"reason\":\"test-failed-after-end\"", File.ReadAllText(dropped), StringComparison.Ordinal);
    }
}
