using System.Globalization;
using TrainForge.Files;

namespace TrainForge.Stashes;

/// <summary>
/// One name for a run of several processes: what a test console announces, the processes it starts call their run too, so that
/// its results and their stashes lie in one folder. Said through the environment, as children know nothing else of a parent.
/// </summary>
public static class RunName
{
    private const string Variable = "TRAINFORGE_RUN";

    public static void Announce(string run) => Environment.SetEnvironmentVariable(Variable, run);

    /// <summary>Null in a process that nobody told.</summary>
    public static string? Announced => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } run ? PortableName.From(run) : null;

    /// <summary>Sorts by time, tells processes apart, and reads as a time.</summary>
    public static string New(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{Environment.ProcessId}");
}
