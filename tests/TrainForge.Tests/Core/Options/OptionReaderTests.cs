using System.Text.Json;
using TrainForge.Options;

namespace TrainForge.Tests.Core.Options;

public class OptionReaderTests
{
    [Fact]
    public void Reads_what_was_written_without_the_defaults()
    {
        var redaction = new RedactionOptions { Emails = false, Without = ["jwt"], ExtraPrefixes = ["acme_;*?%3B"], SecretNames = ["kontonummer"], Keep = ["ş \"x\" \n"], Pseudonyms = true };
        var capture = new CaptureOptions { Enabled = false, MaxTextBytes = 2048, MaxStashBytes = 1L << 39 };

        var (r, c) = (OptionJson.WriteChanged(redaction), OptionJson.WriteChanged(capture));

        Assert.Equal("""{"enabled":false,"max_stash_bytes":549755813888,"max_text_bytes":2048}""", c);
        Assert.Equal(OptionJson.Write(redaction), OptionJson.Write(OptionReader.Read<RedactionOptions>(r)));
        Assert.Equal(OptionJson.Write(capture), OptionJson.Write(OptionReader.Read<CaptureOptions>(c)));
    }

    // Every section of the configuration, whoever adds to it: a kind of setting the reader does not know would stop recording.
    [Fact]
    public void Reads_every_section_back_whole()
    {
        var all = new ProjectOptions { Project = "p" };
        Assert.Equal(OptionJson.Write(all.Capture), OptionJson.Write(OptionReader.Read<CaptureOptions>(OptionJson.Write(all.Capture))));
        Assert.Equal(OptionJson.Write(all.Redaction), OptionJson.Write(OptionReader.Read<RedactionOptions>(OptionJson.Write(all.Redaction))));
        Assert.Equal("{}", OptionJson.WriteChanged(all.Redaction));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"max_text_byte":4096}""")]
    [InlineData("""{"max_text_bytes":"4096"}""")]
    [InlineData("""{"max_text_bytes":1}""")]
    [InlineData("""{"max_text_bytes":4096.5}""")]
    [InlineData("""{"max_text_bytes":99999999999}""")]
    [InlineData("""{"enabled":"false"}""")]
    [InlineData("""{"enabled":null}""")]
    public void Refuses_what_it_would_have_to_guess(string json) =>
        Assert.ThrowsAny<JsonException>(() => OptionReader.Read<CaptureOptions>(json));

    [Theory]
    [InlineData("""{"without":"jwt"}""")]
    [InlineData("""{"without":[1]}""")]
    [InlineData("""{"without":["no-such-class"]}""")]
    public void Refuses_lists_that_are_none(string json) =>
        Assert.ThrowsAny<JsonException>(() => OptionReader.Read<RedactionOptions>(json));
}
