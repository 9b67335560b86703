using System.Diagnostics;
using TrainForge.Capture.Ambient;
using TrainForge.Capture.Hosting;

namespace TrainForge.Capture;

/// <summary>
/// What one attempt of one test leaves behind. Nothing here throws, and nothing is written before there is something to
/// write: a suite of ten thousand tests that call no model leaves no folders.
/// </summary>
public sealed class TestStash
{
    private readonly object _gate = new();
    private volatile bool _isOpen;
    private bool _hasBegun;
    private Activity? _activity;

    internal TestStash(CaptureHost host, TestIdentity? test, int attempt)
    {
        Host = host;
        Test = test;
        Attempt = attempt;
        Token = test is null ? "" : AmbientStash.NextToken();
        Started = host.Clock.GetUtcNow();
        _isOpen = test is not null;
    }

    /// <summary>False outside of tests, after the end of the test, and when recording is switched off.</summary>
    public bool IsRecording => _isOpen;

    /// <summary>Counts from 1; a test that is run again because it failed has the next one.</summary>
    public int Attempt { get; }

    internal CaptureHost Host { get; }

    internal TestIdentity? Test { get; }

    internal string Token { get; }

    internal DateTimeOffset Started { get; }

    /// <summary>True once: for whoever begins the test this stash was opened for.</summary>
    internal bool TryBegin()
    {
        lock (_gate)
        {
            var first = !_hasBegun;
            _hasBegun = true;
            return first;
        }
    }

    internal void StartActivity()
    {
        if (TestActivity.IsWanted)
        {
            _activity = TestActivity.Start(Token);
        }
    }

    internal void End(TestEnd end)
    {
        lock (_gate)
        {
            _isOpen = false;
        }

        _activity?.Stop();
    }
}
