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

    [Fact]
    public void Allocates_nothing_for_a_clean_text()
    {
        var text = string.Concat(Enumerable.Repeat("var x = options.Count > 3 ? \"a/b\" : Name(\"k: v\"); // see 2026-11-21, e.g. key=1\n", 50));
        Assert.Same(text, _redactor.Redact(text, _counts));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            _redactor.Redact(text, _counts);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Serves_many_threads_and_counts_them_all()
    {
        Parallel.For(0, 200, i => Assert.Equal("a [REDACTED:email] b", _redactor.Redact($"a ada{i}@x.io b", _counts)));

        Assert.Equal(200, _counts[RedactionClass.Email]);
        Assert.Equal("email", Assert.Single(_counts.ByName()).Key);
    }
}
