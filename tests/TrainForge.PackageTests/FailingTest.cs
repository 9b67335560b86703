using System.Text.Json;

namespace TrainForge.PackageTests;

public sealed class FailingTest : IDisposable
{
    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_failing_test_stays_failed_and_its_stash_says_so()
    {
        _project.Write("Wrong.cs", """
            using Microsoft.Extensions.AI;
            using TrainForge.Capture;
            using Xunit;

            public class WrongTests
            {
                [Fact]
                public async Task Answers_wrong()
                {
                    var response = await new Echo().WithTrainForge().GetResponseAsync(
                        [new ChatMessage(ChatRole.User, "Is a whale a fish?")], null, TestContext.Current.CancellationToken);

                    Assert.Equal("No.", response.Text);
                }
            }
            """);

        var run = _project.Test();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Failed:     1, Passed:     2", run.Output, StringComparison.Ordinal);
        Assert.Equal(["failed", "passed", "passed"], _project.Stashes.Select(Outcome).Order(StringComparer.Ordinal));
        Assert.True(_project.Versions is ["v0001"], run.Output);
    }

    private static string Outcome(string metadata)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(metadata));
        return json.RootElement.GetProperty("outcome").GetString()!;
    }
}
