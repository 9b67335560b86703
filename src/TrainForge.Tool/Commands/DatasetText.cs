using System.Globalization;
using TrainForge.Datasets;

namespace TrainForge.Tool.Commands;

/// <summary>How datasets are shown to people.</summary>
internal static class DatasetText
{
    public static void Stages(TextWriter text, DatasetManifest manifest)
    {
        foreach (var stage in manifest.Stages)
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {stage.Name,-18} {stage.In,7} in {stage.Out,7} out{Reasons("left out", stage.Dropped)}{Reasons("cut short", stage.Cut)}{Reasons("counted", stage.Notes)}"));
        }
    }

    /// <summary>Names are anybody's: none of them may break a line or command a terminal.</summary>
    public static string OneLine(string text) => string.Concat(text.ReplaceLineEndings(" ").Where(c => !char.IsControl(c)));

    public static string Short(string hash) => hash.Length > 8 ? hash[..8] : hash;

    private static string Reasons(string what, IReadOnlyDictionary<string, long> counts) =>
        counts.Count == 0 ? "" : $"; {what}: " + string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value}")));
}
