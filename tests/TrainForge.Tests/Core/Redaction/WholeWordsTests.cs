using TrainForge.Redaction;

namespace TrainForge.Tests.Core.Redaction;

public class WholeWordsTests
{
    [Theory]
    [InlineData("one two three", 20, "one two three")]
    [InlineData("one two three", 13, "one two three")]
    [InlineData("one two three", 9, "one two ")]
    [InlineData("one two three", 7, "one two")]
    [InlineData("one\ntwo", 5, "one\n")]
    [InlineData("onetwothree", 6, "onetwo")]
    [InlineData("a🙂🙂", 4, "a🙂")]
    public void Leaves_out_the_word_that_the_cut_goes_through(string text, int chars, string expected) => Assert.Equal(expected, WholeWords.Cut(text, chars));

    // What is that long is no word: to leave it out would leave nothing.
    [Fact]
    public void Cuts_a_text_without_spaces_where_it_must()
    {
        var text = "begin " + new string('x', 10_000);

        Assert.Equal(9000, WholeWords.Cut(text, 9000).Length);
    }

    // A key over many lines is cut at a line; what is left of it is redacted all the same.
    [Fact]
    public void A_block_that_is_cut_is_still_redacted()
    {
        var line = string.Concat(Enumerable.Repeat("MIIEvQIBADANBgkq", 4));
        var block = $"-----BEGIN PRIVATE KEY-----\n{string.Join('\n', Enumerable.Repeat(line, 20))}\n-----END PRIVATE KEY-----\n";

        var redacted = new Redactor(new()).Redact(WholeWords.Cut("key:\n" + block, 500), new RedactionCounts());

        Assert.DoesNotContain("MIIEvQ", redacted, StringComparison.Ordinal);
    }
}
