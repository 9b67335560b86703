using System.Text.Json;

namespace TrainForge.PackageTests.Frameworks;

/// <summary>What holds in every test host.</summary>
public abstract class HostSuite<THost>(THost host) : IClassFixture<THost>
    where THost : Host
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["failed"] = "test-failed", ["skipped"] = "test-skipped", ["inconclusive"] = "test-inconclusive", ["timed_out"] = "test-timed-out", ["none"] = "never-ended", ["later"] = "test-failed-after-end",
    };

    [Fact]
    public void Every_attempt_that_asked_leaves_a_stash_that_says_who_it_was_and_how_it_ended()
    {
        var stashes = host.Stashes.Where(stash => !stash.IsCrowd).ToList();

        AssertLines(host.Expected.Select(stash => stash.Line), stashes.Select(stash => stash.Line));
        Assert.All(stashes, stash => Assert.Equal(stash.Questions.Count, stash.Announced));
        Assert.All(stashes.Where(stash => stash.Prompt == "wait"), stash => Assert.InRange(stash.Duration, 0.29, 60));
        Assert.All(stashes.Where(stash => stash.Outcome is "failed" or "timed_out"), stash => Assert.False(string.IsNullOrWhiteSpace(stash.Message), stash.Line));
        Assert.All(stashes.Where(stash => stash.Outcome == "failed" && stash.Prompt != "dispose wrong"), stash => Assert.Contains(" at ", stash.Stack, StringComparison.Ordinal));

        Assert.All(stashes, stash => Assert.Equal(host.Commit, stash.Commit));
    }

    [Fact]
    public void Tests_that_run_at_once_keep_their_interactions_apart()
    {
        var crowd = host.Stashes.Where(stash => stash.IsCrowd).OrderBy(stash => stash.Prompt, StringComparer.Ordinal).ToList();

        Assert.True(crowd.Count == UserModel.Crowd, host.Whole.Output);
        Assert.All(crowd.Index(), each => Assert.Equal([$"crowd {each.Index:000} first", $"crowd {each.Index:000} second"], each.Item.Questions));
        Assert.All(crowd, stash => Assert.Equal("passed", stash.Outcome));
    }

    [Fact]
    public void The_dataset_is_built_and_knows_the_failures()
    {
        Assert.True(host.Versions.Length > 0, host.Whole.Output);
        var stage = JsonSerializer.Deserialize<JsonElement>(host.Manifest).GetProperty("stages").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "outcome");
        var dropped = stage.GetProperty("dropped").EnumerateObject().ToDictionary(reason => reason.Name, reason => reason.Value.GetInt32());

        var expected = host.Expected.Select(stash => stash.FailsLater ? "later" : stash.Outcome).Concat(host.Unended.Select(_ => "none")).Where(Reasons.ContainsKey).CountBy(outcome => Reasons[outcome]);
        AssertLines(expected.Select(e => $"{e.Key} {e.Value}"), dropped.Select(d => $"{d.Key} {d.Value}"));
    }

    [Fact]
    public void Results_and_what_the_user_sees_are_those_without_us()
    {
        Assert.Equal(host.PlainWhole.ExitCode, host.Whole.ExitCode);
        Assert.NotEqual(0, host.Whole.ExitCode);
        Assert.True(host.ResultsWith.Count >= UserModel.Crowd, host.Whole.Output);
        AssertLines(host.ResultsWithout, host.ResultsWith);
        AssertLines(Host.Seen(host.PlainWhole), Host.Seen(host.Whole));
        Assert.Contains(host.Whole.Output.Split('\n'), line => line.Contains("TrainForge: ", StringComparison.Ordinal) || line.Contains("MANIFEST.json", StringComparison.Ordinal));
        Assert.InRange(host.Whole.Output.Split('\n').Count(line => line.Contains("TrainForge", StringComparison.Ordinal)), 0, 1);
        Assert.Equal(host.Stashes.Count, host.StashesWithout);
    }

    [Fact]
    public void A_crash_leaves_what_was_asked_and_the_exit_code_it_had()
    {
        Assert.NotEqual(0, host.Crash.ExitCode);
        Assert.Equal(host.PlainCrash.ExitCode, host.Crash.ExitCode);
        Assert.Contains("\"crash\"", File.ReadAllText(Assert.Single(host.Unended)), StringComparison.Ordinal);
    }

    private static void AssertLines(IEnumerable<string> expected, IEnumerable<string> actual) =>
        Assert.Equal(string.Join('\n', expected.Order(StringComparer.Ordinal)), string.Join('\n', actual.Order(StringComparer.Ordinal)));
}
