using System.ComponentModel;
using System.Reflection;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Hooks.MSTest;

/// <summary>
/// What the source file in a user's MSTest assembly calls, with strings only: this assembly knows no MSTest, so one of it serves
/// every version. The end of the run is the console's or the platform's; MSTest offers no other that a package may use.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MSTestHost
{
    private const string Host = "MSTest";

    // After the test is over, of a body that did not heed that its time was over and was left behind.
    private const string InProgress = "InProgress";

    public static void Begin(string? className, string? method, string? displayName, Assembly assembly)
    {
        try
        {
            var id = Id(className, method, displayName);
            StashHost.Begin(id, () => new TestIdentity
            {
                Id = id,
                Name = $"{className}.{displayName ?? method}",
                Class = className,
                Method = method,
                Assembly = assembly?.GetName().Name,
                Framework = "mstest",
                Traits = Traits.Of(assembly, className, method),
            });
        }
#pragma warning disable CA1031 // the edge of a hook
        catch (Exception e)
#pragma warning restore CA1031
        {
            HookEdge.Tell(Host, e);
        }
    }

    public static void End(string? className, string? method, string? displayName, string? outcome, string? message, string? stack)
    {
        try
        {
            StashHost.End(Id(className, method, displayName), () => new TestEnd(Read(outcome)) { Message = message ?? Reason(outcome), Stack = stack });
        }
#pragma warning disable CA1031 // the edge of a hook
        catch (Exception e)
#pragma warning restore CA1031
        {
            HookEdge.Tell(Host, e);
        }
    }

    private static string? Reason(string? outcome) => Read(outcome) == Outcome.TimedOut ? "The test did not end in time." : null;

    private static string Id(string? className, string? method, string? displayName) => UnendedStashes.MSTestId(className, method, displayName);

    private static Outcome Read(string? outcome) => outcome switch
    {
        "Passed" => Outcome.Passed,
        "Failed" or "Error" => Outcome.Failed,
        "Timeout" or InProgress => Outcome.TimedOut,
        "Inconclusive" => Outcome.Inconclusive,
        "NotRunnable" or "NotFound" => Outcome.Skipped,
        _ => Outcome.None,
    };
}
