using TrainForge.Tests.Infra;
using TrainForge.Tests.Text.Templates;
using TrainForge.Tests.Text.Tokenizers;
using TrainForge.Text.Defaults;
using TrainForge.Text.Templates;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Tests.Text.Defaults;

public class DefaultTokenizerTests
{
    [Fact]
    public void The_files_are_a_tokenizer_and_a_template_that_fit_together()
    {
        using var folder = new TempFolder();
        var files = Train(Samples.Corpus);
        File.WriteAllBytes(folder.File(TokenizerFiles.TokenizerName), files.TokenizerJson);
        File.WriteAllBytes(folder.File(TokenizerFiles.ConfigName), files.TokenizerConfigJson);

        var tokenizer = Tokenizer.Load(folder.File(TokenizerFiles.TokenizerName));
        var template = ChatTemplate.Load(folder.Path);

        Assert.Equal(files.VocabularySize, tokenizer.VocabularySize);
        Assert.Equal(ChatMl.EndOfTurn, template.SpecialTokens["eos_token"]);
        Assert.True(template.HasGeneration);
        Assert.All(DefaultTokenizer.SpecialTokens, t => Assert.Single(tokenizer.Encode(t)));
        Assert.Equal([files.VocabularySize - 3, files.VocabularySize - 2, files.VocabularySize - 1], DefaultTokenizer.SpecialTokens.Select(t => tokenizer.IdOf(t)!.Value));
    }

    [Fact]
    public void The_same_texts_in_any_order_give_the_same_bytes()
    {
        var (one, other) = (Train(Samples.Corpus), Train(Samples.Corpus.Reverse()));

        Assert.Equal(one.TokenizerJson, other.TokenizerJson);
        Assert.Equal(one.TokenizerConfigJson, other.TokenizerConfigJson);
    }

    [Fact]
    public void The_configuration_reads_as_recorded() =>
        Recorded.Equal(System.Text.Encoding.UTF8.GetString(DefaultTokenizer.Train([], 300, TestContext.Current.CancellationToken).TokenizerConfigJson));

    // The template itself, over the conversations the judges use.
    [Fact]
    public void The_template_comes_out_as_recorded()
    {
        var texts = Rendering.Read("conversations.json").EnumerateArray()
            .Select(c => $"=== {c.GetProperty("name").GetString()}\n{Rendering.TextOrCode(ChatMl.Template, c.GetProperty("values"))}");

        Recorded.Equal(string.Join('\n', texts));
    }

    private static TokenizerFiles Train(IEnumerable<string> texts) => DefaultTokenizer.Train(texts, 600, TestContext.Current.CancellationToken);
}
