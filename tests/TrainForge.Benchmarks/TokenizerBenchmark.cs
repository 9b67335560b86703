using System.Diagnostics;
using System.Globalization;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Benchmarks;

/// <summary>Encode and decode speed of one thread on the files of a folder, and how long training a tokenizer on them takes.</summary>
internal static class TokenizerBenchmark
{
    private const int Rounds = 5;

    public static int Run(string folder, string pattern = "*.cs", string? tokenizer = null)
    {
        var texts = Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText).ToArray();
        var bytes = texts.Sum(t => (long)System.Text.Encoding.UTF8.GetByteCount(t));
        Print($"texts {texts.Length}, {bytes / 1e6:F2} MB");

        var watch = Stopwatch.StartNew();
        var trained = BpeTrainer.Train(texts, new BpeTrainerOptions { VocabularySize = 16_000 }, CancellationToken.None);
        Print($"train to {trained.VocabularySize} ids: {watch.Elapsed.TotalSeconds:F2} s");

        var subject = tokenizer is null ? trained.ToTokenizer() : Tokenizer.Load(tokenizer);
        for (var round = 0; round < Rounds; round++)
        {
            watch.Restart();
            var ids = texts.Select(t => subject.Encode(t)).ToArray();
            var encode = watch.Elapsed.TotalSeconds;
            watch.Restart();
            var spans = texts.Sum(t => (long)subject.EncodeWithSpans(t).Ids.Length);
            var encodeSpans = watch.Elapsed.TotalSeconds;
            watch.Restart();
            var chars = ids.Sum(i => (long)subject.Decode(i).Length);
            var decode = watch.Elapsed.TotalSeconds;
            Print($"round {round}: {spans} ids, encode {bytes / 1e6 / encode:F1} MB/s, with spans {bytes / 1e6 / encodeSpans:F1} MB/s, decode {bytes / 1e6 / decode:F1} MB/s ({chars} characters)");
        }

        return 0;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
