using System.Globalization;
using System.Text;
using System.Text.Json;
using TrainForge.Text.Tokenizers;

namespace TrainForge.PackageTests.Judges;

/// <summary>Ids and texts of tokenizers we trained, as Hugging Face's JavaScript reads the same files.</summary>
[Trait("Category", "Judge")]
public class TokenizerJudges
{
    private const int Texts = 3000;

    private static readonly string[] Bits =
    [
        " ", "  ", "   ", "\n", "\n\n", "\r\n", "\t", "'s", "'LL", "'re ", "'", "I'm", "word", "Word", "été", "e\u0301", "ß", "1", "23", "4567", "½", "²", "Ⅷ", "٣", ".", "...", "!?", "==", "->", "_", "#", "€",
        "日本語", "東京", "नमस्ते", "한국어", "\u1100\u1161\u11a8", "ไทย", "مرحبا", "שלום", "Привет", "🙂", "👩‍👩‍👧", "\u200d", "\u00a0", "\u2003", "\u3000", "𝒳𝒴", "𐐷", "𒀀", "\ud83d", "\ude42", "\0", "\u0007", "\u007f", "\uFFFD",
        "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|im_", "|>", "/usr/bin", "https://a.b/c?d=e&f", "0x1F", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "{\"a\": [1, 2.0]}", "foo_bar(baz);",
    ];

    [Theory]
    [InlineData(SplitPattern.Gpt2)]
    [InlineData(SplitPattern.Llama3)]
    [InlineData(SplitPattern.Qwen2)]
    public void Ids_and_texts_are_the_same(SplitPattern pattern)
    {
        TextJudge.NeedsNodePackage("@huggingface/tokenizers");
        var lines = SourceLines();
        var trained = BpeTrainer.Train(
            [.. lines, .. Bits],
            new BpeTrainerOptions { VocabularySize = 4000, Pattern = pattern, SpecialTokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"] },
            TestContext.Current.CancellationToken);
        var texts = Make(lines, new Random((int)pattern));
        var folder = Directory.CreateTempSubdirectory("tf-tokenizer-");
        var (file, textFile, results) = (Path.Combine(folder.FullName, "tokenizer.json"), Path.Combine(folder.FullName, "texts.json"), Path.Combine(folder.FullName, "results.json"));
        File.WriteAllBytes(file, trained.ToJson());
        File.WriteAllText(textFile, "[" + string.Join(',', texts.Select(Quote)) + "]");

        TextJudge.Run("node", Judge.Script("tokenize.mjs"), TextJudge.Folder, file, textFile, results);

        var tokenizer = Tokenizer.Load(file);
        using var theirs = JsonDocument.Parse(File.ReadAllBytes(results));
        Assert.Equal(Texts, theirs.RootElement.GetArrayLength());
        foreach (var (text, their) in texts.Zip(theirs.RootElement.EnumerateArray()))
        {
            var ids = tokenizer.Encode(text);
            Assert.True(
                ids.SequenceEqual(their.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32())),
                $"{Quote(text)}\nours:   {string.Join(' ', ids.Select(i => Quote(tokenizer.TokenOf(i)!)))}\ntheirs: {string.Join(' ', their.GetProperty("ids").EnumerateArray().Select(i => Quote(tokenizer.TokenOf(i.GetInt32())!)))}");
            Assert.Equal(their.GetProperty("text").GetString(), tokenizer.Decode(ids));
        }

        folder.Delete(recursive: true);
    }

    private static string[] SourceLines() =>
    [
        .. Directory.EnumerateFiles(Judge.InRepo("src"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Take(120)
            .SelectMany(File.ReadLines)
            .Where(l => l.Length > 0 && !l.Contains('\u017F', StringComparison.Ordinal)),
    ];

    // One third lines of code, the rest put together from what finds seams.
    private static List<string> Make(string[] lines, Random random)
    {
        var texts = new List<string>();
        while (texts.Count < Texts)
        {
            texts.Add(texts.Count % 3 == 0
                ? lines[random.Next(lines.Length)]
                : string.Concat(Enumerable.Range(0, random.Next(1, 16)).Select(_ => Bits[random.Next(Bits.Length)])));
        }

        return texts;
    }

    // Escaped by hand: halves of characters must reach the other side as they are.
    private static string Quote(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c is < ' ' or > '~' or '"' or '\\' ? json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : json.Append(c);
        }

        return json.Append('"').ToString();
    }
}
