namespace TrainForge.Data.Balance;

/// <summary>
/// How many of each category may stay, so that none is more than its share of what then remains: water that is poured into
/// vessels of different height rises to one level in all that are not full.
/// </summary>
internal static class CategoryCap
{
    /// <summary>
    /// The most that any category may keep. Never below what each would have if all were of one size: with one category there is
    /// nothing to balance, and with two the smaller one must not pull the larger one down to it.
    /// </summary>
    /// <param name="counts">Examples by category.</param>
    /// <param name="others">Examples that count for the whole and are never left out.</param>
    public static long Level(IReadOnlyCollection<long> counts, long others, double maxPercent)
    {
        if (counts.Count == 0)
        {
            return 0;
        }

        // Fits grows no truer as the level rises, so the last that fits is found by halving.
        var (low, high) = (0L, counts.Max());
        while (low < high)
        {
            var level = low + ((high - low + 1) / 2);
            (low, high) = Fits(level) ? (level, high) : (low, level - 1);
        }

        var even = (counts.Sum() + counts.Count - 1) / counts.Count;
        return Math.Max(low, even);

        // In decimals: 29 percent of 100 are 29.
        bool Fits(long level) => 100m * level <= (decimal)maxPercent * (others + counts.Sum(c => Math.Min(c, level)));
    }
}
