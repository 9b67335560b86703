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
        Agree(trained.ToJson(), Make(lines, new Random((int)pattern)));
    }

    // Characters, blanks as U+2581, bytes for what the vocabulary does not have: the form of Llama 2 and its like.
    [Fact]
    public void A_character_level_file_with_byte_fallback_reads_the_same()
    {
        TextJudge.NeedsNodePackage("@huggingface/tokenizers");
        var lines = SourceLines();

        Agree(CharacterLevel(lines), Make(lines, new Random(9)));
    }

    private static void Agree(byte[] tokenizerJson, List<string> texts)
    {
        var folder = Directory.CreateTempSubdirectory("tf-tokenizer-");
        var (file, textFile, results) = (Path.Combine(folder.FullName, "tokenizer.json"), Path.Combine(folder.FullName, "texts.json"), Path.Combine(folder.FullName, "results.json"));
        File.WriteAllBytes(file, tokenizerJson);
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

    // Letters of the lines, and merges that spell their commonest words from left to right.
    private static byte[] CharacterLevel(string[] lines)
    {
        var words = lines.SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).GroupBy(w => w).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(400).Select(g => "\u2581" + g.Key);
        var vocab = new Dictionary<string, int>(StringComparer.Ordinal) { ["<unk>"] = 0, ["<s>"] = 1, ["</s>"] = 2 };
        var merges = new List<string[]>();
        var characters = Enumerable.Range(0, 256).Select(b => $"<0x{b:X2}>").Append("\u2581").Concat(lines.SelectMany(l => l).Where(c => c is > ' ' and < '\u0250').Distinct().Order().Select(c => c.ToString()));
        foreach (var token in characters)
        {
            vocab.TryAdd(token, vocab.Count);
        }

        foreach (var word in words.Where(w => w.All(c => vocab.ContainsKey(c.ToString()))))
        {
            for (var length = 2; length <= word.Length; length++)
            {
                if (vocab.TryAdd(word[..length], vocab.Count))
                {
                    merges.Add([word[..(length - 1)], word[(length - 1)..length]]);
                }
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            added_tokens = new[] { Special(0, "<unk>"), Special(1, "<s>"), Special(2, "</s>") },
            normalizer = new { type = "Sequence", normalizers = new object[] { new { type = "Prepend", prepend = "\u2581" }, new { type = "Replace", pattern = new { String = " " }, content = "\u2581" } } },
            pre_tokenizer = (object?)null,
            post_processor = (object?)null,
            decoder = new
            {
                type = "Sequence",
                decoders = new object[] { new { type = "Replace", pattern = new { String = "\u2581" }, content = " " }, new { type = "ByteFallback" }, new { type = "Fuse" }, new { type = "Strip", content = " ", start = 1, stop = 0 } },
            },
            model = new { type = "BPE", unk_token = "<unk>", fuse_unk = true, byte_fallback = true, ignore_merges = false, vocab, merges },
        });
    }

    private static object Special(int id, string content) => new { id, content, single_word = false, lstrip = false, rstrip = false, normalized = false, special = true };

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
