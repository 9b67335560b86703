using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Tests.Data;
using TrainForge.Tests.Infra;
using TrainForge.Tool;

namespace TrainForge.Tests.Tool;

public sealed class TestsChangedCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public TestsChangedCommandTests() => File.WriteAllText(_folder.File("prompt.md"), "Be brief.");

    private Recording Recorded => new(_folder.File(".trainforge"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Names_what_changed_since_the_green_run_and_forgets_it_when_it_is_taken_back()
    {
        var first = await RunAsync(ExitCode.FellShort);
        await RunAsync(ExitCode.Done, "--record");
        var same = await RunAsync(ExitCode.Done);
        File.WriteAllText(_folder.File("prompt.md"), "Be very brief.");
        var changed = await RunAsync(ExitCode.FellShort);
        File.WriteAllText(_folder.File("prompt.md"), "Be brief.");
        await RunAsync(ExitCode.Done);

        Assert.StartsWith("No green run of 'tests' is known: its tests need to run, and 'trainforge tests-changed --record' keeps what they passed with (1 file, ", first.Out, StringComparison.Ordinal);
        Assert.StartsWith("Nothing changed since the last green run of 'tests'", same.Out, StringComparison.Ordinal);
        Assert.StartsWith("changed  prompt.md\n1 file changed since the last green run of 'tests'", changed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speaks_JSON_and_keeps_each_store_by_itself()
    {
        await RunAsync(ExitCode.Done, "--record", "--store", "A.Tests-net10.0");

        using var other = JsonDocument.Parse((await RunAsync(ExitCode.FellShort, "--json", "--store", "B.Tests")).Out);
        File.WriteAllText(_folder.File("model.gguf"), "w");
        using var changed = JsonDocument.Parse((await RunAsync(ExitCode.FellShort, "--json", "--store", "A.Tests-net10.0")).Out);

        Assert.False(other.RootElement.GetProperty("ever_green").GetBoolean());
        Assert.True(changed.RootElement.GetProperty("changed").GetBoolean());
        Assert.Equal("model.gguf added", string.Join(' ', changed.RootElement.GetProperty("changes")[0].EnumerateObject().Select(p => p.Value.GetString())));
    }

    [Fact]
    public async Task A_last_run_with_a_failure_is_not_kept_until_a_later_one_passes()
    {
        Recorded.Ask("Shop.Tests.A", "1?", "1.", Outcome.Passed, "run-1");
        Recorded.Ask("Shop.Tests.B", "2?", "2.", Outcome.Failed, "run-1");
        var refused = await RunAsync(ExitCode.FellShort, "--record");
        var othersOnly = await RunAsync(ExitCode.Done, "--record", "--assembly", "Other.Tests", "--store", "other");
        Recorded.Ask("Shop.Tests.B", "2?", "2.", Outcome.Failed, "run-2");
        Recorded.Ask("Shop.Tests.B", "2?", "2.", Outcome.Passed, "run-2", attempt: 2);
        var kept = await RunAsync(ExitCode.Done, "--record");

        Assert.Contains("warning TF5080: 'Shop.Tests.B' is failed in the run 'run-1'.", refused.Error, StringComparison.Ordinal);
        Assert.StartsWith("Kept as tested for 'other'", othersOnly.Out, StringComparison.Ordinal);
        Assert.StartsWith("Kept as tested for 'tests' (1 file, ", kept.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_never_ended_is_no_green_run()
    {
        var stash = Recorded.Ask("Shop.Tests.A", "1?", "1.");
        Recorded.Ask("Shop.Tests.B", "1?", "1.");
        File.Delete(Path.Combine(stash, "metadata.json"));

        var refused = await RunAsync(ExitCode.FellShort, "--record");

        Assert.Contains("TF5080", refused.Error, StringComparison.Ordinal);
        Assert.Contains("has not ended", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_while_the_tests_ran_is_tested_by_the_next_run()
    {
        using var before = JsonDocument.Parse((await RunAsync(ExitCode.FellShort, "--json")).Out);
        var hash = before.RootElement.GetProperty("hash").GetString()!;
        File.WriteAllText(_folder.File("prompt.md"), "Edited meanwhile.");

        var refused = await RunAsync(ExitCode.FellShort, "--record", "--since", hash, "--json");
        File.WriteAllText(_folder.File("prompt.md"), "Be brief.");
        await RunAsync(ExitCode.Done, "--record", "--since", hash);

        Assert.Contains("warning TF5081", refused.Error, StringComparison.Ordinal);
        Assert.False(JsonDocument.Parse(refused.Out).RootElement.GetProperty("recorded").GetBoolean());
    }

    // A configuration beside the tests must not hide the sources beside it.
    [Fact]
    public async Task The_whole_repository_counts_wherever_the_question_is_asked()
    {
        Directory.CreateDirectory(_folder.File(".git"));
        Directory.CreateDirectory(_folder.File("tests"));
        File.WriteAllText(_folder.File("tests", "trainforge.yaml"), "gate:\n  inputs: [\"**/*.md\"]\n");
        var tool = new ToolRun(_folder.File("tests"));

        await tool.RunAsync("tests-changed", "--record", "--json");

        Assert.Equal(2, JsonDocument.Parse(tool.Out).RootElement.GetProperty("files").GetInt32());
        Assert.EndsWith("  prompt.md\n", File.ReadAllText(_folder.File("tests", ".trainforge", "cache", "gate", "tests.sha256")).Split("\n", 2)[0] + "\n", StringComparison.Ordinal);
    }

    private async Task<ToolRun> RunAsync(int expected, params string[] args)
    {
        var tool = new ToolRun(_folder.Path);
        Assert.Equal(expected, await tool.RunAsync(["tests-changed", .. args]));
        return tool;
    }
}
