using System.Globalization;

namespace TrainForge.Diagnostics;

/// <summary>A number and what it counts, as people say it: 1 file, 2 files.</summary>
public static class Counted
{
    /// <param name="many">Where it is not the one with an 's' behind it.</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {Word(count, one, many)}");

    /// <summary>What is counted, without the number: for columns.</summary>
    public static string Word(long count, string one, string? many = null) => count == 1 ? one : many ?? one + "s";
}
