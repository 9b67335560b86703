using TrainForge.Diagnostics;

namespace TrainForge.Tests.Core;

public class CountedTests
{
    [Theory]
    [InlineData(0, "0 stashes")]
    [InlineData(1, "1 stash")]
    [InlineData(2, "2 stashes")]
    public void One_is_one_and_all_else_is_many(long count, string expected) => Assert.Equal(expected, Counted.Of(count, "stash", "stashes"));

    [Fact]
    public void In_columns_the_word_stands_alone() => Assert.Equal(("row", "rows", "stashes"), (Counted.Word(1, "row"), Counted.Word(0, "row"), Counted.Word(2, "stash", "stashes")));

    [Fact]
    public void Most_words_take_an_s() => Assert.Equal(("1 file", "1200 files"), (Counted.Of(1, "file"), Counted.Of(1200, "file")));
}
