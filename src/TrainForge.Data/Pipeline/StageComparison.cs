using System.Globalization;
using TrainForge.Datasets;
using TrainForge.Diagnostics;

namespace TrainForge.Data.Pipeline;

/// <summary>Where two builds of the same went apart: everything behind the first stage that differs differs because of it.</summary>
internal static class StageComparison
{
    public static IEnumerable<Diagnostic> FirstDifference(IReadOnlyList<StageRecord> before, IReadOnlyList<StageRecord> now, string version)
    {
        for (var i = 0; i < Math.Max(before.Count, now.Count); i++)
        {
            var (old, other) = (before.ElementAtOrDefault(i), now.ElementAtOrDefault(i));
            var (then, today) = (Counts(old), Counts(other));
            if (old?.Name != other?.Name || then != today)
            {
                return [Rules.StageDiffers.Here((old ?? other)!.Name, version, then, old?.Name == other?.Name ? today : $"stage '{other?.Name ?? "none"}' stands in its place")];
            }
        }

        return [];
    }

    private static string Counts(StageRecord? stage) => stage is null
        ? "not there"
        : string.Join(", ", Reasons(stage.Cut, "cut").Prepend(string.Create(CultureInfo.InvariantCulture, $"{stage.In} in and {stage.Out} out")).Concat(Reasons(stage.Dropped, "left out")).Concat(Reasons(stage.Notes, "counted")));

    private static IEnumerable<string> Reasons(IReadOnlyDictionary<string, long> counts, string what) =>
        counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {what} {c.Value}"));
}
