using System.Globalization;

namespace TrainForge.Tool.Commands;

/// <summary>Counts as bars, the largest first. Plain characters: they read the same in a terminal, a log and a mail.</summary>
internal static class Bars
{
    private const int Width = 32;
    private const int MaxName = 36;
    private const int Shown = 12;

    public static void Write(TextWriter text, string what, IReadOnlyDictionary<string, long> counts) =>
        Write(text, what, counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal));

    /// <summary>In the order given: for histograms, whose order means something.</summary>
    public static void Write(TextWriter text, string what, IEnumerable<KeyValuePair<string, long>> counts)
    {
        var all = counts.Where(c => c.Value > 0).ToList();
        if (all.Count == 0)
        {
            return;
        }

        var (shown, most) = (all.Take(Shown).ToList(), all.Max(c => c.Value));
        var names = shown.Select(c => Name(c.Key)).ToList();
        var (name, number) = (names.Max(n => n.Length), most.ToString(CultureInfo.InvariantCulture).Length);
        text.WriteLine(what);
        foreach (var (count, label) in shown.Zip(names))
        {
            // Something that is there is never shown as nothing.
            var bar = new string('#', (int)Math.Max(1, Math.Round((double)count.Value / most * Width)));
            text.WriteLine($"  {label.PadRight(name)} {count.Value.ToString(CultureInfo.InvariantCulture).PadLeft(number)} {bar}");
        }

        if (all.Count > Shown)
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {all.Count - Shown} more with {all.Skip(Shown).Sum(c => c.Value)} together"));
        }
    }

    private static string Name(string name)
    {
        var line = DatasetText.OneLine(name);
        return line.Length <= MaxName ? line : string.Concat(line.AsSpan(0, MaxName - 1), "…");
    }
}
