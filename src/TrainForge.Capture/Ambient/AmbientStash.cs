using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// Which test runs here. Three ways to know, the most specific first: baggage of the current activity (it crosses an HTTP
/// hop into a server of the same process, where the flow's own context is lost or is that of the test which happened to
/// start the server), the flow's own context, and the framework's test context. Only an open stash is an answer.
/// </summary>
internal static class AmbientStash
{
    internal const string BaggageKey = "trainforge.stash";

    private static readonly AsyncLocal<TestStash?> Flow = new();

    /// <summary>The stash to record into now; null when no test that is still open can be found.</summary>
    public static TestStash? Find(CaptureHost host) => FromActivity() ?? Open(Flow.Value) ?? host.FromContext();

    /// <summary>Whether this flow came out of a test that has ended. Only used to say what became of an orphan.</summary>
    public static bool IsAfterEnd => Flow.Value is { IsRecording: false };

    public static void Enter(TestStash stash) => Flow.Value = stash;

    /// <summary>A name for the stash that baggage may carry; it holds until the stash is left.</summary>
    public static string Name(TestStash stash)
    {
        var token = string.Create(CultureInfo.InvariantCulture, $"{Baggage.Process}-{Interlocked.Increment(ref Baggage.Last)}");
        Baggage.ByToken[token] = stash;
        return token;
    }

    public static void Leave(TestStash stash)
    {
        if (stash.Named is { } token)
        {
            Baggage.ByToken.TryRemove(token, out _);
        }

        if (ReferenceEquals(Flow.Value, stash))
        {
            Flow.Value = null;
        }
    }

    /// <summary>From here on this flow is that test's, which need not be open any more.</summary>
    public static void Continue(TestStash? stash)
    {
        if (stash is not null)
        {
            Flow.Value = stash;
        }
    }

    public static TestStash? OnFlow => Flow.Value;

    private static TestStash? FromActivity() =>
        Activity.Current?.GetBaggageItem(BaggageKey) is { } token && Baggage.ByToken.TryGetValue(token, out var stash) ? Open(stash) : null;

    private static TestStash? Open(TestStash? stash) => stash is { IsRecording: true } ? stash : null;

    // Apart, because projects that host no server never ask for it.
    private static class Baggage
    {
        public static readonly ConcurrentDictionary<string, TestStash> ByToken = new(StringComparer.Ordinal);

        // Baggage travels in headers, and so may reach a process that has stashes of its own: tokens must differ between processes.
        public static readonly string Process = Random.Shared.NextInt64().ToString("x16", CultureInfo.InvariantCulture);

        public static long Last;
    }
}
