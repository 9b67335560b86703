using System.Diagnostics;
using TrainForge.Capture;
using TrainForge.Capture.Ambient;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;

namespace TrainForge.Tests.Capture;

public class AmbientStashTests
{
    [Fact]
    public async Task Flows_into_everything_a_test_awaits()
    {
        using var host = new TestHost();
        var stash = host.Begin("A");

        await Task.Yield();
        var onPool = await Task.Run(() => host.Current);
        TestStash? onThread = null;
        var thread = new Thread(() => onThread = host.Current);
        thread.Start();
        thread.Join();

        Assert.Same(stash, host.Current);
        Assert.Same(stash, onPool);
        Assert.Same(stash, onThread);
    }

    [Fact]
    public async Task Two_hundred_parallel_tests_each_find_their_own()
    {
        using var host = new TestHost();

        var mixedUp = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var stash = host.Begin($"T{i}");
            await Task.Delay(i % 7);
            var inside = await Task.Run(() => host.Current);
            host.End($"T{i}");
            return !ReferenceEquals(stash, inside) || stash.Test!.Name != $"T{i}" || host.Current is not null;
        })));

        Assert.DoesNotContain(true, mixedUp);
    }

    [Fact]
    public async Task Work_that_outlives_its_test_finds_no_stash()
    {
        using var host = new TestHost();
        host.Begin("A");
        var ended = new TaskCompletionSource();
        var late = Task.Run(async () =>
        {
            await ended.Task;
            return (Stash: host.Current, IsAfterEnd: AmbientStash.IsAfterEnd);
        });

        host.End("A");
        ended.SetResult();

        Assert.Equal((null, true), await late);
        Assert.Null(host.Current);
    }

    [Fact]
    public void The_same_test_begun_again_is_its_next_attempt()
    {
        using var host = new TestHost();

        var first = host.Begin("A");
        host.End("A", Outcome.Failed);
        var second = host.Begin("A");

        Assert.Equal((1, 2), (first.Attempt, second.Attempt));
        Assert.Equal((false, true), (first.IsRecording, second.IsRecording));
    }

    [Fact]
    public void What_the_framework_knows_is_asked_when_the_flow_knows_nothing()
    {
        using var host = new TestHost();
        TestIdentity? running = TestHost.Test("A");
        host.Host.UseContext(() => running);

        var inConstructor = host.Current;
        var inBody = host.Begin("A");
        host.End("A");
        var inDispose = host.Current;
        running = null;

        Assert.NotNull(inConstructor);
        Assert.Same(inConstructor, inBody);
        Assert.Null(inDispose);
        Assert.Null(host.Current);
    }

    [Fact]
    public void A_context_that_throws_is_no_context_and_is_told_once()
    {
        using var host = new TestHost();
        host.Host.UseContext(() => throw new InvalidOperationException("not now"));

        Assert.Null(host.Current);
        Assert.Null(host.Current);

        Assert.Equal(1, host.Stderr.ToString().Split("TF5004").Length - 1);
    }

    [Fact]
    public void Baggage_of_the_activity_finds_the_test_where_the_flow_is_another_tests()
    {
        using var host = new TestHost();
        var a = host.Begin("A");
        Activity? request = null;

        // A server started by test A answers a request of test B: the flow is A's, the activity came with the request.
        var flow = ExecutionContext.Capture()!;
        TestStash? seen = null;
        using (ExecutionContext.SuppressFlow())
        {
            var thread = new Thread(() =>
            {
                host.Host.Begin(TestHost.Test("B"));
                var token = host.Current!.Token;
                request = new Activity("request").AddBaggage(AmbientStash.BaggageKey, token);
            });
            thread.Start();
            thread.Join();
        }

        ExecutionContext.Run(flow, _ => { request!.Start(); seen = host.Current; request.Stop(); }, null);

        Assert.Equal("B", seen!.Test!.Name);
        Assert.Same(a, host.Current);
    }

    [Fact]
    public void The_activity_of_a_test_leaves_sampling_to_the_application()
    {
        using var activity = TestActivity.Start("token");

        using var server = new ActivitySource("Microsoft.AspNetCore");
        using var request = server.StartActivity("request without any listener of the application's");

        Assert.Equal(ActivityTraceFlags.Recorded, activity.ActivityTraceFlags);
        Assert.Equal("token", request?.GetBaggageItem(AmbientStash.BaggageKey));
        Assert.Equal("token", activity.GetBaggageItem(AmbientStash.BaggageKey));
    }

    [Fact]
    public void Ending_what_never_began_is_nothing()
    {
        using var host = new TestHost();

        host.End("A");
        host.Begin("B");
        host.End("B");
        host.End("B");

        Assert.Equal("", host.Stderr.ToString());
    }

    [Fact]
    public void Switched_off_nothing_begins()
    {
        using var host = new TestHost(s => s with { Enabled = false });
        host.Host.UseContext(() => TestHost.Test("A"));
        host.Host.Begin(TestHost.Test("A"));

        Assert.Null(host.Current);
        Assert.False(host.Host.IsHosted);
    }
}
