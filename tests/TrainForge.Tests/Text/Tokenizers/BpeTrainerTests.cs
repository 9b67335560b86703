using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Tests.Text.Tokenizers;

public class BpeTrainerTests
{
    [Fact]
    public void The_order_of_the_texts_does_not_matter()
    {
        var options = new BpeTrainerOptions { VocabularySize = 600, SpecialTokens = ["<|end|>"] };

        var forwards = BpeTrainer.Train(Samples.Corpus, options, TestContext.Current.CancellationToken).ToJson();
        var backwards = BpeTrainer.Train(Samples.Corpus.Reverse(), options, TestContext.Current.CancellationToken).ToJson();

        Assert.Equal(Encoding.UTF8.GetString(forwards), Encoding.UTF8.GetString(backwards));
    }

    [Fact]
    public void Merges_what_occurs_most_and_of_equals_what_comes_first()
    {
        // ab 3, bc 2 (inside abc), cd 2, dd 2: after ab, of the three left (ab,c), (c,d) and (d,d) tie at two.
        var options = new BpeTrainerOptions { VocabularySize = 259, Pattern = SplitPattern.None, MinimumFrequency = 2 };

        var tokenizer = BpeTrainer.Train(["abc", "abc", "ab", "cd", "cd", "dd", "dd"], options, TestContext.Current.CancellationToken).ToTokenizer();

        Assert.Equal(["ab", "cd", "dd"], Enumerable.Range(256, 3).Select(tokenizer.TokenOf));
    }

    [Fact]
    public void Agrees_with_counting_all_pairs_anew_for_every_merge()
    {
        var options = new BpeTrainerOptions { VocabularySize = 350, Compose = false };

        var tokenizer = BpeTrainer.Train(Samples.Corpus, options, TestContext.Current.CancellationToken).ToTokenizer();

        Assert.Equal(Recount(Samples.Corpus, 350 - 256), Enumerable.Range(256, 350 - 256).Select(tokenizer.TokenOf));
    }

    [Fact]
    public void Stops_when_the_texts_have_no_more_pairs()
    {
        var trained = BpeTrainer.Train(["ab ab"], new BpeTrainerOptions { VocabularySize = 5000, MinimumFrequency = 1 }, TestContext.Current.CancellationToken);

        Assert.InRange(trained.VocabularySize, 257, 260);
    }

    [Fact]
    public void A_special_token_in_the_texts_is_not_trained_on()
    {
        var options = new BpeTrainerOptions { VocabularySize = 300, SpecialTokens = ["<|end|>"], MinimumFrequency = 1 };

        var trained = BpeTrainer.Train(["<|end|><|end|><|end|>"], options, TestContext.Current.CancellationToken);

        Assert.Equal(257, trained.VocabularySize);
    }

    [Theory]
    [InlineData(256, "TF4055")]
    [InlineData(300, "TF4056")]
    public void Refuses_what_cannot_be_trained(int size, string code)
    {
        var options = new BpeTrainerOptions { VocabularySize = size, SpecialTokens = ["<s>", "<s>"] };

        var refused = Assert.Throws<TrainForgeException>(() => BpeTrainer.Train([], options, TestContext.Current.CancellationToken));

        Assert.Equal(code, refused.Diagnostic.Rule.Code);
    }

    private static List<string> Recount(string[] texts, int merges)
    {
        var words = new List<List<string>>();
        foreach (var text in texts)
        {
            for (int start = 0, end; start < text.Length; start = end)
            {
                end = Splitter.End(SplitPattern.Qwen2, text, start);
                words.Add([.. Encoding.UTF8.GetBytes(text[start..end]).Select(b => ByteAlphabet.ToChar(b).ToString())]);
            }
        }

        var ids = Enumerable.Range(0, 256).Select(b => ByteAlphabet.ToChar((byte)b)).Order().Select(c => c.ToString()).ToList();
        for (var merge = 0; merge < merges; merge++)
        {
            var best = words.SelectMany(w => w.Zip(w.Skip(1))).GroupBy(p => p)
                .OrderByDescending(g => g.Count()).ThenBy(g => ids.IndexOf(g.Key.First)).ThenBy(g => ids.IndexOf(g.Key.Second)).First().Key;
            ids.Add(best.First + best.Second);
            foreach (var word in words)
            {
                for (var i = 0; i + 1 < word.Count; i++)
                {
                    if (word[i] == best.First && word[i + 1] == best.Second)
                    {
                        word[i] += word[i + 1];
                        word.RemoveAt(i + 1);
                    }
                }
            }
        }

        return ids[256..];
    }
}
