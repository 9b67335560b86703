using System.ComponentModel;
using System.Reflection;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;

namespace TrainForge.Hooks.MSTest;

/// <summary>
/// What the source file in a user's MSTest assembly calls, with strings only: this assembly knows no MSTest, so one of it serves
/// every version. The end of the run is the console's or the platform's; MSTest offers no other that a package may use.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MSTestHost
{
    private const string Host = "MSTest";

    public static void Begin(string? className, string? method, string? displayName, Assembly assembly) => HookEdge.Guard(Host, () =>
        StashHost.Begin(new TestIdentity
        {
            Id = Id(className, method, displayName),
            Name = $"{className}.{displayName ?? method}",
            Class = className,
            Method = method,
            Assembly = assembly?.GetName().Name,
            Framework = "mstest",
        }));

    public static void End(string? className, string? method, string? displayName, string? outcome, string? message) => HookEdge.Guard(Host, () =>
        StashHost.End(Id(className, method, displayName), new TestEnd(Read(outcome)) { Message = message }));

    // A data row differs from its neighbours in the displayed name alone.
    private static string Id(string? className, string? method, string? displayName) => $"{className}.{method}#{displayName}";

    private static Outcome Read(string? outcome) => outcome switch
    {
        "Passed" => Outcome.Passed,
        "Failed" or "Error" => Outcome.Failed,
        "Timeout" => Outcome.TimedOut,
        "Inconclusive" => Outcome.Inconclusive,
        "NotRunnable" or "NotFound" => Outcome.Skipped,
        _ => Outcome.None,
    };
}
