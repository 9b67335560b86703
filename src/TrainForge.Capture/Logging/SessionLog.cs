using System.Globalization;
using Microsoft.Extensions.Logging;
using TrainForge.Stashes;

namespace TrainForge.Capture;

/// <summary>The two text logs of a stash and how a line of each reads. Times are UTC, to the second.</summary>
internal static class SessionLog
{
    /// <summary><c>2026-11-20 14:03:09 [WARNING] Shop.Orders: message</c>; in the model log <c>2026-11-20 14:03:09 message</c>.</summary>
    public static string Line(string log, DateTimeOffset now, LogLevel level, string logger, string message) => log == StashPaths.ModelLog
        ? string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyy-MM-dd HH:mm:ss} {message}\n")
        : string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyy-MM-dd HH:mm:ss} [{Name(level)}] {logger}: {message}\n");

    // The names readers of such logs know.
    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARNING",
        LogLevel.Error => "ERROR",
        _ => "CRITICAL",
    };
}
