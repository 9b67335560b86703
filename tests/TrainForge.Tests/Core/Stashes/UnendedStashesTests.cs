using TrainForge.Conversations;
using TrainForge.Stashes;
using TrainForge.Tests.Data;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Stashes;

public sealed class UnendedStashesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_runners_word_ends_an_attempt_that_no_hook_did()
    {
        var stash = Begin("Adds(1)", attempt: 1);
        Say("Adds", "Adds(1)", Outcome.Failed, "Too late.");

        UnendedStashes.Close(_folder.Path);

        var metadata = StashReader.Metadata(stash)!;
        Assert.Equal(("Shop.Orders.Adds(1)", Outcome.Failed, "Too late.", "mstest", 1), (metadata.TestName, metadata.Outcome, metadata.Failure!.Message, metadata.TestFramework, metadata.Attempt));
        Assert.Equal(("Shop.Orders", "Adds", "Is it?", "gpt-x", 2, 1), (metadata.ClassName, metadata.Method, metadata.Prompt, metadata.Tier, metadata.Interactions, metadata.ToolCalls));
        Assert.Equal((1.5, Path.GetFileName(_folder.Path), "openai"), (metadata.DurationSeconds, metadata.RunId, metadata.Terms.Vendor));
        Assert.Equal(StashReader.Read(stash).Interactions[0].Started, metadata.Timestamp);
        Assert.Equal(Outcome.Failed, RunResults.Read(_folder.Path, _ => { }).Judge(metadata));
    }

    [Fact]
    public void An_attempt_before_the_last_failed_whatever_the_last_came_to()
    {
        var first = Begin("Adds", attempt: 1);
        var second = Begin("Adds", attempt: 2);
        File.WriteAllText(Path.Combine(second, StashPaths.Metadata), "{}");
        Say("Adds", "Adds", Outcome.Passed);

        UnendedStashes.Close(_folder.Path);

        Assert.Equal((Outcome.Failed, 1), (StashReader.Metadata(first)!.Outcome, StashReader.Metadata(first)!.Attempt));
        Assert.Equal("{}", File.ReadAllText(Path.Combine(second, StashPaths.Metadata)));
    }

    [Theory]
    [InlineData("Adds", Outcome.Passed)]
    [InlineData("Adds", Outcome.None)]
    [InlineData("Subtracts", Outcome.Failed)]
    public void What_the_runner_does_not_tell_stays_unended(string method, Outcome outcome)
    {
        var stash = Begin("Adds", attempt: 1);
        Say(method, method, outcome);
        File.AppendAllText(Path.Combine(_folder.Path, StashPaths.Results), "{\"outcome\"\n");

        UnendedStashes.Close(_folder.Path);

        Assert.Null(StashReader.Metadata(stash));
    }

    [Fact]
    public void A_run_that_left_nothing_is_nothing_to_close()
    {
        UnendedStashes.Close(_folder.File("none"));
        RunCommit.Fill(_folder.File("none"), _folder.Path, null!);

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private string Begin(string shown, int attempt)
    {
        var id = UnendedStashes.MSTestId("Shop.Orders", "Adds", shown);
        using var stash = StashWriter.Create(_folder.Path, new StashName(id, $"Shop.Orders.{shown}", "Shop.Tests", "net10.0", attempt));
        stash.Append(Recording.Call(1, [new Message(Role.User, "Is it?")], [Recording.Calling("c1", "{}")]));
        stash.Append(Recording.Call(2, [new Message(Role.User, "Is it?")], [new Message(Role.Assistant, "It is.")]));
        return stash.Folder;
    }

    private void Say(string method, string shown, Outcome outcome, string? error = null) => File.AppendAllText(
        Path.Combine(_folder.Path, StashPaths.Results),
        System.Text.Encoding.UTF8.GetString(StashJson.ToLine(new RunResult { Assembly = "Shop.Tests", TargetFramework = "net10.0", FullyQualifiedName = $"Shop.Orders.{method}", DisplayName = shown, Outcome = outcome, DurationSeconds = 1.5, Error = error })) + "\n");
}
