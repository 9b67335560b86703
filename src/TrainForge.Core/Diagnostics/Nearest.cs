namespace TrainForge.Diagnostics;

/// <summary>"Did you mean": the known word closest to a mistyped one, or none when nothing is close.</summary>
public static class Nearest
{
    // Longer input is nobody's typing error, and the table below grows with the product of the lengths.
    private const int LongestWord = 64;

    /// <summary>The closest of <paramref name="known"/>; of equally close ones the first in ordinal order.</summary>
    public static string? Of(string word, IEnumerable<string> known) => Several(word, known, 1) is [var nearest] ? nearest : null;

    /// <summary>At most <paramref name="count"/> close words, closest first.</summary>
    public static IReadOnlyList<string> Several(string word, IEnumerable<string> known, int count)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return [];
        }

        return
        [
            .. known.Where(k => k.Length is > 0 and <= LongestWord)
                .Distinct(StringComparer.Ordinal)
                .Select(k => (Word: k, Distance: Distance(word.ToLowerInvariant(), k.ToLowerInvariant())))
                .Where(k => k.Distance <= Math.Max(1, Math.Min(word.Length, k.Word.Length) / 3))
                .OrderBy(k => k.Distance).ThenBy(k => k.Word, StringComparer.Ordinal)
                .Take(count)
                .Select(k => k.Word),
        ];
    }

    /// <summary>" Did you mean 'x'?" to follow a sentence, or nothing.</summary>
    public static string Suggest(string word, IEnumerable<string> known) =>
        Of(word, known) is { } near ? $" Did you mean '{near}'?" : "";

    // Optimal string alignment: a swap of two neighbours, the commonest slip, costs one and not two.
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            cost[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            cost[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
