using System.Text.Json;
using TrainForge.Engine.Formats.Gguf;
using TrainForge.Engine.Models;

namespace TrainForge.PackageTests.Judges;

/// <summary>llama.cpp loads our GGUF files.</summary>
[Trait("Category", "Judge")]
public sealed class LlamaJudge : IDisposable
{
    private static readonly string[] Texts =
    [
        "The quick brown fox", "  two  spaces and 1234567 digits", "don't WE'LL they'Re", "日本語 naïve 🙂", "a\n\n\nb\t\tc \r\n d", "<|im_start|>user\nhello<|im_end|>", "x=y+z; // !?...",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tf-");

    [Theory]
    [InlineData(ModelConfig.Qwen2, true, false)]
    [InlineData(ModelConfig.Qwen2, false, true)]
    [InlineData(ModelConfig.Llama, true, false)]
    public void Agrees_on_logits_and_tokens(string type, bool tied, bool merged)
    {
        Judge.NeedsLlama();
        var weights = JudgeFiles.Weights(JudgeFiles.Config(type, tied));
        weights = merged ? JudgeFiles.Adapter(weights).Merge(weights) : weights;
        var ids = JudgeFiles.Examples()[1].Tokens;

        var answer = Ask(weights, ids);

        var expected = new ReferenceModel(weights).Logits(ids);
        var largest = expected.Max(Math.Abs);
        var worst = answer.logits.SelectMany(row => row).Zip(expected, (theirs, ours) => Math.Abs(theirs - ours)).Max() / largest;
        TestContext.Current.TestOutputHelper?.WriteLine($"worst relative difference {worst:E2}");
        Assert.Equal(expected.Length, answer.logits.Sum(row => row.Length));
        Assert.True(worst <= 1e-4, $"worst relative difference {worst:E2}");

        var tokenizer = JudgeFiles.Tokenizer().ToTokenizer();
        for (var i = 0; i < Texts.Length; i++)
        {
            Assert.Equal(tokenizer.Encode(Texts[i]), answer.tokens[i]);
        }
    }

    private Reply Ask(ModelWeights weights, int[] ids)
    {
        var tokenizer = JudgeFiles.Tokenizer();
        var options = new GgufOptions
        {
            Name = "judged",
            Vocabulary = GgufVocabulary.Read(new MemoryStream(tokenizer.ToJson()), "tokenizer.json"),
            EosTokenId = tokenizer.ToTokenizer().IdOf("<|im_end|>"),
            PadTokenId = tokenizer.ToTokenizer().IdOf("<|endoftext|>"),
            BosTokenId = tokenizer.ToTokenizer().IdOf("<|endoftext|>"),
            ChatTemplate = "{% for m in messages %}{{ m['content'] }}{% endfor %}",
            Dataset = ("judged", "v0001", "00"),
        };
        JudgeFiles.Save(_folder.FullName, "model.gguf", s => GgufModel.Write(s, weights, options));
        var request = Path.Combine(_folder.FullName, "request.json");
        File.WriteAllText(request, JsonSerializer.Serialize(new { ids, texts = Texts }));

        var (code, output, errors) = Judge.Run("/usr/bin/python3", Judge.Script("llama_logits.py"), Judge.Llama, Path.Combine(_folder.FullName, "model.gguf"), request);

        Assert.True(code == 0, output + errors);
        return JsonSerializer.Deserialize<Reply>(output)!;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private sealed record Reply(float[][] logits, int[][] tokens);
}
