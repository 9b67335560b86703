using TrainForge.Data.Duplicates;

namespace TrainForge.Tests.Data.Duplicates;

public class NormalTextTests
{
    [Theory]
    [InlineData("Refund order 17, please!", "  refund\n\tORDER 17 please ")]
    [InlineData("well-known", "well known")]
    [InlineData("* **this** - that", "this that")]
    [InlineData("\"It's\" (fine)…", "it s fine")]
    [InlineData("ÄRGER Straße", "ärger straße")]
    [InlineData("…?!", "")]
    public void Case_white_space_and_punctuation_do_not_count(string one, string other) => Assert.Equal(Words(one), Words(other));

    [Theory]
    [InlineData("3 - 5", "3 + 5")]
    [InlineData("-5", "5")]
    [InlineData("3 * 5", "3 5")]
    [InlineData("3*5", "3 5")]
    [InlineData("a < b", "a > b")]
    [InlineData("17", "18")]
    [InlineData("refund order", "refundorder")]
    [InlineData("order_id", "order id")]
    [InlineData("你好", "好你")]
    [InlineData("İ", "i")]
    [InlineData("😀", "😁")]
    public void What_tells_two_texts_apart_does(string one, string other) => Assert.NotEqual(Words(one), Words(other));

    [Theory]
    [InlineData("two words", 2)]
    [InlineData("你好吗", 3)]
    [InlineData("สวัสดี", 6)]
    [InlineData("한국어 문장", 2)]
    [InlineData("x=1", 3)]
    [InlineData("😀", 2)]
    public void Words_are_counted_in_every_script(string text, int words) => Assert.Equal(words, Words(text).Length);

    [Fact]
    public void Numbers_of_one_length_are_the_same_on_request()
    {
        Assert.Equal(Words("order 1234, ٣", ignoreDigits: true), Words("order 5678, 9", ignoreDigits: true));
        Assert.NotEqual(Words("order 1234", ignoreDigits: true), Words("order 123", ignoreDigits: true));
    }

    [Fact]
    public void Characters_are_those_of_words_with_one_gap_between()
    {
        Assert.Equal(Characters("a b"), Characters("  A,\n\n. B! "));
        Assert.NotEqual(Characters("a b"), Characters("ab"));
    }

    [Fact]
    public void Halves_of_characters_and_odd_ones_are_read_without_harm() => Assert.Equal(3, Words("\uD800a\uDC00\0").Length);

    private static ulong[] Words(string text, bool ignoreDigits = false)
    {
        var words = new HashList();
        NormalText.Words(text, ignoreDigits, words);
        return words.Items.ToArray();
    }

    private static ulong[] Characters(string text)
    {
        var characters = new HashList();
        NormalText.Characters(text, ignoreDigits: false, characters);
        return characters.Items.ToArray();
    }
}
