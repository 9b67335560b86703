using System.Globalization;

namespace TrainForge.Runs.Reports;

/// <summary>Times as people say them: 340 ms, 1.52 s, 3 min 20 s.</summary>
internal static class Durations
{
    public static string Text(double seconds) => seconds switch
    {
        < 0.9995 => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds * 1000):F0} ms"),
        < 99.95 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F2} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Round(seconds) / 60):F0} min {Math.Round(seconds) % 60:F0} s"),
    };
}
