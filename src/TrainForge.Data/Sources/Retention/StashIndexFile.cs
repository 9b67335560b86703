using System.Globalization;
using System.Text;
using TrainForge.Files;

namespace TrainForge.Data.Sources.Retention;

/// <summary>
/// cache/stashes.txt: a line per stash, with its metadata's length and time and what was read from it. Deleting it costs reading
/// all metadata once; a line that is not understood costs reading one.
/// </summary>
internal static class StashIndexFile
{
    /// <summary>Raise the number when a test is told from others in another way.</summary>
    private const string Heading = "stashes 1";

    private static string PathOf(TrainForgeRoot root) => Path.Combine(root.Cache, "stashes.txt");

    public static Dictionary<string, StashEntry> Read(TrainForgeRoot root)
    {
        var known = new Dictionary<string, StashEntry>(StringComparer.Ordinal);
        if (!File.Exists(PathOf(root)))
        {
            return known;
        }

        using var lines = File.ReadLines(PathOf(root)).GetEnumerator();
        if (lines.MoveNext() && lines.Current == Heading)
        {
            while (lines.MoveNext())
            {
                if (Parse(lines.Current) is { } entry)
                {
                    known[entry.Place] = entry;
                }
            }
        }

        return known;
    }

    public static void Write(TrainForgeRoot root, IEnumerable<StashEntry> entries)
    {
        var text = new StringBuilder(Heading).Append('\n');
        foreach (var e in entries.Where(e => !e.Metadata.IsNone && !e.Place.Contains('\n', StringComparison.Ordinal)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{e.Metadata.Length} {e.Metadata.WriteTicks} {e.Test ?? "-"} {e.TestId ?? "-"} {e.Time?.UtcTicks ?? 0} {e.Attempt} {e.Place}\n");
        }

        AtomicFile.WriteDerived(PathOf(root), Encoding.UTF8.GetBytes(text.ToString()));
    }

    // The place comes last because it may hold blanks.
    private static StashEntry? Parse(string line) =>
        line.Split(' ', 7) is [var length, var written, var test, var id, var time, var attempt, var place]
        && Number(length) is { } bytes && Number(written) is { } ticks && Number(time) is { } began && began <= DateTime.MaxValue.Ticks && Number(attempt) is { } count
            ? new StashEntry(place, "")
            {
                Metadata = new FileMark(bytes, ticks),
                Test = test == "-" ? null : test,
                TestId = id == "-" ? null : id,
                Time = began == 0 ? null : new DateTimeOffset(began, TimeSpan.Zero),
                Attempt = (int)count,
            }
            : null;

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
