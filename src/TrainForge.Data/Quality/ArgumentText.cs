using System.Text.Json;
using TrainForge.Options;

namespace TrainForge.Data.Quality;

/// <summary>What is wrong with the texts inside a call's arguments, at any depth: keys and values.</summary>
internal static class ArgumentText
{
    // A mark in the middle of a long text is a text about such marks.
    private const int EndCharacters = 80;

    /// <summary>What recorders put in the place of arguments that were too long for them.</summary>
    public static bool IsCutByRecorder(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(f => f.Name == "_truncated_from" || IsCutByRecorder(f.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(IsCutByRecorder),
        _ => false,
    };

    /// <returns>A name for ever, or null.</returns>
    public static string? Fault(JsonElement value, QualityOptions options) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(f => Fault(f.Name, options) ?? Fault(f.Value, options)).FirstOrDefault(r => r is not null),
        JsonValueKind.Array => value.EnumerateArray().Select(i => Fault(i, options)).FirstOrDefault(r => r is not null),
        JsonValueKind.String => Fault(value.GetString()!, options),
        _ => null,
    };

    private static string? Fault(string text, QualityOptions options)
    {
        if (options.MaxArgumentCharacters > 0 && text.Length > options.MaxArgumentCharacters)
        {
            return "long-arguments";
        }

        if (options.LeakedMarkers.Any(m => m.Length > 0 && text.Contains(m, StringComparison.Ordinal)))
        {
            return "leaked-markup";
        }

        var end = text.AsSpan(Math.Max(0, text.Length - EndCharacters));
        foreach (var marker in options.TruncationMarkers)
        {
            if (marker.Length > 0 && end.Contains(marker, StringComparison.Ordinal))
            {
                return "truncated-arguments";
            }
        }

        return options.MaxRepeatedLines > 0 && Repeats(text, options.MaxRepeatedLines) ? "repeated-lines" : null;
    }

    // Empty lines say nothing, however many follow each other.
    private static bool Repeats(string text, int most)
    {
        var last = ReadOnlySpan<char>.Empty;
        var count = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            count = line.SequenceEqual(last) && !line.IsWhiteSpace() ? count + 1 : 1;
            last = line;
            if (count > most)
            {
                return true;
            }
        }

        return false;
    }
}
