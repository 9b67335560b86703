using System.Text;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Tests.Text.Tokenizers;

/// <summary>Texts that find the seams: code, scripts, emoji, runs of white space, halves of characters.</summary>
internal static class Samples
{
    public static readonly string[] Corpus =
    [
        "public static int Add(int left, int right)\n{\n    return left + right;\n}\n",
        "The quick brown fox doesn't jump over the lazy dog. They're sure we'll see; I'd say it's 12345 times.",
        "{\"name\": \"get_weather\", \"arguments\": {\"city\": \"İzmir\", \"days\": 3}}",
        "Größe, Übermaß, straße — naïve café, résumé; ¿qué tal? ¡Olé!",
        "Съешь же ещё этих мягких французских булок, да выпей чаю.",
        "東京都の天気は晴れです。明日は雨が降るでしょう。今天天气很好。",
        "مرحبا بالعالم، كيف حالك اليوم؟ שלום עולם",
        "नमस्ते दुनिया। ภาษาไทยไม่มีช่องว่าง 한국어 문장입니다.",
        "🙂🙃👩‍👩‍👧‍👦🏳️‍🌈 🇩🇪 e\u0301 a\u0308 \u1E9B\u0323 ﬁ",
        "a  b   c    d\t\te\r\n\r\n\nf \n g\u00a0h\u2003i   ",
    ];

    private static readonly string[] Bits =
    [
        " ", "  ", "\n", "\r\n", "\t", "'s", "'LL", "'re ", "'", "I'm", "x", "word", "Word", "été", "ß", "ſ", "İ", "ı", "1", "23", "4567", "½", "²", "Ⅷ", "٣", ".", "...", "!?", "==", "->", "_", "#", "€",
        "日本", "語", "नमस्ते", "한", "\u1100\u1161", "e\u0301", "\u0301", "🙂", "👩‍👩‍👧", "\u200d", "\u00a0", "\u2028", "\u3000", "𝒳", "𐐷", "𒀀", "\ud83d", "\ude42", "\0", "\u0007", "<", "<|im_start|>", "<|im_end|>", "<|im_", "|>", "/", "https://a.b/c?d=e&f", "0x1F", "aaaaaaaaaaaaaaaaaaaa",
    ];

    public static string Next(Random random)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 14); count > 0; count--)
        {
            text.Append(Bits[random.Next(Bits.Length)]);
        }

        return text.ToString();
    }

    private static readonly Dictionary<SplitPattern, Tokenizer> Trained = [];

    public static TrainedTokenizer Train(SplitPattern pattern, int size = 700) => BpeTrainer.Train(
        Corpus,
        new BpeTrainerOptions { VocabularySize = size, Pattern = pattern, SpecialTokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"] },
        TestContext.Current.CancellationToken);

    public static Tokenizer Tokenizer(SplitPattern pattern = SplitPattern.Qwen2)
    {
        lock (Trained)
        {
            return Trained.TryGetValue(pattern, out var known) ? known : Trained[pattern] = Train(pattern).ToTokenizer();
        }
    }
}
