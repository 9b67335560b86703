using TrainForge.Diagnostics;

namespace TrainForge.Tests.Core;

public class NearestTests
{
    [Theory]
    [InlineData("trian", "train")] // a swap
    [InlineData("Dataset", "dataset")]
    [InlineData("explan", "explain")]
    [InlineData("evaluation", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void Suggests_what_was_probably_meant(string word, string? meant) =>
        Assert.Equal(meant, Nearest.Of(word, ["train", "dataset", "explain", "eval"]));

    [Fact]
    public void Of_equally_near_words_the_first_in_order_wins() =>
        Assert.Equal(["bat", "cat"], Nearest.Several("rat", ["cat", "bat", "elephant"], 2));

    [Fact]
    public void A_very_long_word_costs_nothing() => Assert.Null(Nearest.Of(new string('a', 1_000_000), ["train"]));
}
