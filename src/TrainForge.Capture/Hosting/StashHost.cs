using System.ComponentModel;
using TrainForge.Capture.Ambient;
using TrainForge.Stashes;

namespace TrainForge.Capture.Hosting;

/// <summary>
/// What a hook calls. No member throws, whatever it is given and whatever the disk does: a hook that throws turns a
/// green test red. Users have no need of this class; <see cref="Stash"/> is theirs.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StashHost
{
    /// <summary>
    /// For frameworks that have a test context of their own: the test that runs on this flow, or null. Asked only when
    /// nothing else knows, so that work in constructors and fixtures' tear-down finds its test. Set once per process.
    /// </summary>
    public static void UseContext(Func<TestIdentity?> current) => CaptureHost.Default.UseContext(current);

    /// <summary>
    /// Tests will run in this process. Called before fixtures are made, what these build in the process is known as the tests' own; left out,
    /// the first test says it.
    /// </summary>
    public static void Prepare() => CaptureHost.Default.Prepare();

    /// <summary>Opens the stash of a test on the calling flow. The same id again is the next attempt.</summary>
    /// <param name="id">As in the identity.</param>
    /// <param name="identify">Who it is. Asked only when the test has something to keep, while it runs or when it ends.</param>
    /// <param name="limit">As in the identity.</param>
    public static void Begin(string id, Func<TestIdentity> identify, TimeSpan? limit = null) => CaptureHost.Default.Begin(id, identify, limit);

    /// <summary>Closes what <see cref="Begin"/> opened. Unknown ids and a second end are ignored.</summary>
    /// <param name="id">As it was begun.</param>
    /// <param name="end">How it ended. Asked at once, and only when the test has something to keep.</param>
    public static void End(string id, Func<TestEnd> end) => CaptureHost.Default.End(id, end);

    /// <summary>How a test ended for its runner, in words of the runner. For hooks in processes whose runner tells nobody else.</summary>
    public static void Tell(RunResult result) => CaptureHost.Default.Tell(result);

    /// <summary>
    /// The last test of the process has ended: tells once what could not be kept. Safe to call more than once,
    /// and to leave out: the end of the process does the same.
    /// </summary>
    public static void Finish() => CaptureHost.Default.Finish();

    /// <summary>Whether anything was stashed by this process, so that a hook need not ask for a build when nothing was.</summary>
    public static bool HasStashed => CaptureHost.Default.HasStashed;
}
