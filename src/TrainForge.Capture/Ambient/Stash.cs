using TrainForge.Capture.Ambient;

namespace TrainForge.Capture;

/// <summary>What the running test leaves behind: its model calls, its log and any file worth keeping.</summary>
public static class Stash
{
    /// <summary>
    /// The stash of the test that runs on this flow. Never null: outside a test it is one that keeps nothing,
    /// so that code under test may use it without asking.
    /// </summary>
    public static TestStash Current => AmbientStash.Find(CaptureHost.Default) ?? CaptureHost.Default.Outside;
}
