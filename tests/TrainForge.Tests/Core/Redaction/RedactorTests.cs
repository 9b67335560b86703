using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tests.Core.Redaction;

public class RedactorTests
{
    private readonly Redactor _redactor = new(new RedactionOptions());
    private readonly RedactionCounts _counts = new();

    [Fact]
    public void Replaces_a_token_and_counts_it()
    {
        var text = $"token {Planted.Body("gh" + "p_", 36, "a8Kd3Qz7Rm")} end";

        Assert.Equal("token [REDACTED:github] end", _redactor.Redact(text, _counts));
        Assert.Equal(1, _counts[RedactionClass.GitHub]);
        Assert.Equal(1, _counts.Total);
    }

    [Fact]
    public void Gives_a_clean_text_back_as_the_same_instance()
    {
        var text = string.Concat("nothing to ", "see");

        Assert.Same(text, _redactor.Redact(text, _counts));
    }
}
