using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tests.Core.Redaction;

/// <summary>At most one in a hundred texts without a secret is changed, and no kind of text much more often than others.</summary>
public class CleanCorpusTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Fact]
    public void At_most_one_text_in_a_hundred_is_hit_and_of_no_shape_more_than_one_in_twenty()
    {
        var texts = new CleanCorpus(seed: 20261121).Texts(times: 40).ToList();

        var hits = texts.Select(t => (t.Shape, t.Text, Redacted: Redactor.Redact(t.Text, new RedactionCounts()))).Where(t => t.Text != t.Redacted).ToList();

        var shapes = texts.CountBy(t => t.Shape).ToDictionary();
        var told = string.Join('\n', hits.DistinctBy(h => h.Redacted).Take(60).Select(h => $"{h.Shape}: {h.Text}  =>  {h.Redacted}"));
        Assert.True(texts.Count > 10_000, $"{texts.Count} texts are no corpus.");
        Assert.True(hits.Count * 100 <= texts.Count, $"{hits.Count} of {texts.Count} texts:\n{told}");
        Assert.All(hits.CountBy(h => h.Shape), shape => Assert.True(shape.Value * 20 <= shapes[shape.Key], $"{shape.Value} of {shapes[shape.Key]} of '{shape.Key}':\n{told}"));
    }

    // A test of what is left alone proves nothing about a redactor that leaves everything alone.
    [Fact]
    public void The_same_texts_with_a_secret_planted_behind_them_are_hit_every_time()
    {
        var texts = new CleanCorpus(seed: 7).Texts(times: 2).ToList();

        foreach (var (i, (shape, text)) in texts.Index())
        {
            var secret = Planted.Tokens[i % Planted.Tokens.Count];
            foreach (var planted in new[] { $"{text}\n{secret.Text}", $"{secret.Text}\n{text}", $"{text} {secret.Text}" })
            {
                Assert.DoesNotContain(secret.Text, Redactor.Redact(planted, new RedactionCounts()), StringComparison.Ordinal);
            }
        }
    }
}
