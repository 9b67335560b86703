using TrainForge.Data.Balance;

namespace TrainForge.Tests.Data.Balance;

public class CategoryCapTests
{
    [Fact]
    public void A_set_of_one_tool_is_left_alone() => Assert.Equal(25_571, CategoryCap.Level([25_571], 0, 20));

    [Fact]
    public void Two_tools_are_not_pulled_down_to_the_smaller() => Assert.Equal(505, CategoryCap.Level([1000, 10], 0, 20));

    [Fact]
    public void The_share_is_that_of_what_remains()
    {
        // 1500 of 1500 + 6000 are 20 %; of the 10,000 before they would have been 2,000.
        long[] counts = [4000, .. Enumerable.Repeat(1000L, 6)];

        Assert.Equal(1500, CategoryCap.Level(counts, 0, 20));
    }

    [Fact]
    public void What_is_never_left_out_counts_for_the_whole() => Assert.Equal(250, CategoryCap.Level([900, .. Enumerable.Repeat(10L, 10)], 900, 20));

    [Fact]
    public void Whatever_fits_stays() => Assert.Equal(20, CategoryCap.Level([20, 20, 20, 20, 20], 0, 20));

    [Fact]
    public void Nothing_is_no_category() => Assert.Equal(0, CategoryCap.Level([], 10, 20));

    [Fact]
    public void It_is_the_highest_level_that_fits_or_the_even_share()
    {
        var random = new Random(13);
        for (var round = 0; round < 2000; round++)
        {
            var counts = Enumerable.Range(0, random.Next(1, 9)).Select(_ => (long)random.Next(1, 60)).ToArray();
            var (others, percent) = ((long)random.Next(40), (double)random.Next(1, 100));
            var best = Enumerable.Range(0, 60).Where(level => Fits(level)).Select(level => Math.Min(level, counts.Max())).DefaultIfEmpty().Max();
            var even = (long)Math.Ceiling(counts.Average());

            Assert.Equal(Math.Max(best, even), CategoryCap.Level(counts, others, percent));

            bool Fits(long level) => 100 * level <= (long)percent * (others + counts.Sum(c => Math.Min(c, level)));
        }
    }
}
