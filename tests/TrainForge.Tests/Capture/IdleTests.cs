using TrainForge.Capture.Ambient;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Capture;

/// <summary>Most tests of most suites call no model. Nothing is read, made or asked for them.</summary>
public sealed class IdleTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _stderr = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_test_without_a_call_asks_for_no_settings_no_name_and_no_end()
    {
        var asked = new List<string>();
        T Ask<T>(string what, T answer)
        {
            asked.Add(what);
            return answer;
        }

        var host = new CaptureHost(() => Ask("settings", Settings()), TimeProvider.System, () => Ask("stderr", _stderr));
        host.UseContext(() => Ask("context", TestHost.Test("context")));
        for (var test = 0; test < 3; test++)
        {
            host.Begin($"T{test}", () => Ask("identity", TestHost.Test("T")), TimeSpan.FromHours(1));
            host.End($"T{test}", () => Ask("end", new TestEnd(Outcome.Passed)));
        }

        host.Finish();

        Assert.Empty(asked);
    }

    [Fact]
    public void The_first_call_brings_the_settings_once_and_what_is_wrong_with_them_is_told()
    {
        var read = 0;
        var host = new CaptureHost(
            () =>
            {
                read++;
                return Settings() with { Problems = [Rules.SwitchNotUnderstood.Here("TRAINFORGE_ENABLED", "perhaps")] };
            },
            TimeProvider.System,
            () => _stderr);
        Run(host, "Quiet", calls: 0);
        Assert.Equal((0, ""), (read, _stderr.ToString()));

        Run(host, "Calls", calls: 2);
        Run(host, "Calls too", calls: 1);

        Assert.Equal(1, read);
        Assert.Contains("'perhaps'", Assert.Single(_stderr.ToString().Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(["Calls", "Calls too"], Stashed().Select(m => m.TestName).Order(StringComparer.Ordinal));
    }

    // Also those that left nothing: what a user sees as the third try is the third.
    [Fact]
    public void Every_attempt_counts_whether_it_calls_a_model_or_not()
    {
        var host = new CaptureHost(Settings, TimeProvider.System, () => _stderr);

        Run(host, "Shaky", calls: 0);
        Run(host, "Shaky", calls: 0);
        Run(host, "Shaky", calls: 1);

        Assert.Equal(3, Assert.Single(Stashed()).Attempt);
    }

    [Fact]
    public void A_host_that_is_switched_off_keeps_nothing_and_says_nothing()
    {
        var host = new CaptureHost(() => Settings() with { Enabled = false }, TimeProvider.System, () => _stderr);

        Run(host, "Off", calls: 1);
        host.AddOrphan();
        host.Tell(new RunResult { Assembly = "Shop.Tests", FullyQualifiedName = "Off", DisplayName = "Off", Outcome = Outcome.Passed });
        host.Finish();

        Assert.False(Directory.Exists(_folder.File("root")));
        Assert.Equal("", _stderr.ToString());
    }

    private CaptureSettings Settings() => new() { Root = _folder.File("root"), RunId = "run-1" };

    private StashMetadata[] Stashed() => [.. StashReader.Find(_folder.File("root")).Select(TestHost.Metadata)];

    private static void Run(CaptureHost host, string name, int calls)
    {
        var test = TestHost.Test(name);
        host.Begin(test.Id, () => test, limit: null);
        for (var call = 0; call < calls; call++)
        {
            (AmbientStash.Find(host) ?? host.Outside).Record("How?", "So.");
        }

        host.End(test.Id, () => new TestEnd(Outcome.Passed));
    }
}
