using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Tests.Core.Conversations;

public class AsciiJsonTests
{
    // Each code at each place of a block and of the rest behind it.
    [Fact]
    public void Gives_the_bytes_of_the_relaxed_encoder_for_every_code_at_every_place()
    {
        for (var code = 0; code < 128; code++)
        {
            for (var at = 0; at < 40; at++)
            {
                var text = new string('a', at) + (char)code + new string('z', 39 - at);
                Assert.Equal(Expected(text), Quoted(text));
            }
        }
    }

    [Fact]
    public void Gives_the_bytes_of_the_relaxed_encoder_for_texts_full_of_escapes()
    {
        var random = new Random(7);
        for (var length = 0; length < 400; length++)
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(_ => random.Next(4) == 0 ? "\n\"\\\t\u0001\u007f"[random.Next(6)] : (char)random.Next(0x20, 0x7f)));

            Assert.Equal(Expected(text), Quoted(text));
        }
    }

    [Theory]
    [InlineData("é")]
    [InlineData("ş")]
    [InlineData("日本語")]
    [InlineData("🙂")]
    [InlineData("\ud83d")]
    [InlineData("\u2028")]
    public void Leaves_other_letters_to_the_encoder(string letter)
    {
        for (var at = 0; at < 80; at++)
        {
            var text = new string('a', at) + letter + new string('z', 79 - at);
            Assert.False(AsciiJson.TryQuote(text, new byte[1000], out _));
            Assert.Equal(ByLibrary(text), ByUs(text));
        }
    }

    [Fact]
    public void Says_no_before_it_writes_past_its_target()
    {
        var text = string.Concat(Enumerable.Repeat("a\u0001", 50));
        for (var room = 0; room < 50 + (6 * 50) + 2; room++)
        {
            Assert.False(AsciiJson.TryQuote(text, new byte[room], out _));
        }

        Assert.Equal(Expected(text), Quoted(text));
        Assert.Equal(ByLibrary(text), ByUs(text));
    }

    // A value that broke off must not stand in the next line.
    [Fact]
    public void A_line_that_could_not_be_written_leaves_nothing_to_the_next()
    {
        Assert.Throws<InvalidOperationException>(() => JsonForm.ToLine(json =>
        {
            json.WriteStartObject();
            json.WriteString("secret", "half");
            throw new InvalidOperationException();
        }));

        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(JsonForm.ToLine(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("a", 1);
            json.WriteEndObject();
        })));
    }

    private static string Expected(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string Quoted(string text)
    {
        var target = new byte[(6 * text.Length) + 18];
        Assert.True(AsciiJson.TryQuote(text, target, out var length), text);
        return Encoding.UTF8.GetString(target, 0, length);
    }

    private static string ByUs(string text) => Line(json => AsciiJson.Write(json, JsonEncodedText.Encode("t"), text));

    private static string ByLibrary(string text) => Line(json => json.WriteString("t", text));

    private static string Line(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(JsonForm.ToLine(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    }));
}
