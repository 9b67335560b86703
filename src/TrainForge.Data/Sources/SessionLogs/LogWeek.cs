using System.Globalization;
using TrainForge.Diagnostics;

namespace TrainForge.Data.Sources.SessionLogs;

/// <summary>A week of ISO 8601, as 2026-W10, and the files whose names carry one of its days.</summary>
public sealed record LogWeek(int Year, int Week)
{
    private const string Prefix = "session_";
    private const string DateForm = "yyyy-MM-dd";

    public static LogWeek Parse(string text) =>
        text is [_, _, _, _, '-', 'W', _, _]
        && int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && int.TryParse(text[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var week)
        && year >= 1 && week >= 1 && week <= ISOWeek.GetWeeksInYear(year)
            ? new LogWeek(year, week)
            : throw new TrainForgeException(Rules.WeekUnknown.Here(text));

    /// <summary>The week of a time in UTC.</summary>
    public static LogWeek Of(DateTimeOffset time) => new(ISOWeek.GetYear(time.UtcDateTime), ISOWeek.GetWeekOfYear(time.UtcDateTime));

    public bool Holds(string fileName) => Day(fileName) is { } day && ISOWeek.GetYear(day) == Year && ISOWeek.GetWeekOfYear(day) == Week;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Week:00}");

    /// <summary>Null for a name that is not session_2026-03-08.jsonl or its like.</summary>
    public static DateTime? Day(string fileName) =>
        fileName.StartsWith(Prefix, StringComparison.Ordinal) && fileName.Length >= Prefix.Length + DateForm.Length
        && DateTime.TryParseExact(fileName.AsSpan(Prefix.Length, DateForm.Length), DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
