using System.Text;
using TrainForge.Diagnostics;

namespace TrainForge.Text.Tokenizers;

/// <summary>
/// Trains a byte-level byte-pair tokenizer. The result depends on the words and how often they occur, never on the order of the texts:
/// of the pairs that occur most often the one with the lowest ids wins. Ids: 0–255 the bytes in the order of their characters in the
/// byte alphabet, then merges in the order they were found, then special tokens.
/// </summary>
public static class BpeTrainer
{
    // A longer word is trained on in parts: one endless line of base64 must not decide the vocabulary or the time.
    private const int LongestWordBytes = 256;

    public static TrainedTokenizer Train(IEnumerable<string> texts, BpeTrainerOptions options, CancellationToken cancel)
    {
        Check(options);
        var words = Count(texts, options, cancel);
        var (symbols, symbolOfByte) = Alphabet();
        var book = new PairBook(words.Select(w => (w.Key.Select(b => symbolOfByte[b]).ToArray(), w.Count)));
        var merges = new List<(int Left, int Right)>();
        var known = new HashSet<string>(symbols, StringComparer.Ordinal);
        var size = options.VocabularySize - options.SpecialTokens.Count;
        while (symbols.Count < size && book.TakeBest(options.MinimumFrequency) is { } best)
        {
            cancel.ThrowIfCancellationRequested();
            // Two different pairs may spell the same bytes; the file can hold a spelling once, so the second joins under the first one's id.
            var spelling = symbols[best.Left] + symbols[best.Right];
            if (known.Add(spelling))
            {
                symbols.Add(spelling);
                book.Merge(best.Left, best.Right, symbols.Count - 1);
            }
            else
            {
                book.Merge(best.Left, best.Right, symbols.IndexOf(spelling));
            }

            merges.Add(best);
        }

        return new TrainedTokenizer(symbols, merges, options);
    }

    private static void Check(BpeTrainerOptions options)
    {
        var least = 256 + options.SpecialTokens.Count;
        if (options.VocabularySize < least || options.VocabularySize > TokenizerLimits.HighestId)
        {
            throw new TrainForgeException(Rules.VocabularyOutOfRange.Here(options.VocabularySize, least, TokenizerLimits.HighestId));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in options.SpecialTokens)
        {
            if (token.Length == 0 || !seen.Add(token))
            {
                throw new TrainForgeException(Rules.SpecialTokenRefused.Here(token));
            }
        }
    }

    // Words with their counts, ordered by their bytes, so that nothing later depends on where a word was met first.
    private static List<(byte[] Key, long Count)> Count(IEnumerable<string> texts, BpeTrainerOptions options, CancellationToken cancel)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var specials = new AddedTokenMatcher(options.SpecialTokens.Select((t, i) => new AddedToken(i, t)));
        foreach (var text in texts)
        {
            cancel.ThrowIfCancellationRequested();
            var whole = NormalizedText.WellFormed(text);
            for (var from = 0; from <= whole.Length;)
            {
                var token = specials.Next(whole, from, withSpecial: true, out var start, out var end);
                var stop = token is null ? whole.Length : start;
                var piece = options.Compose ? NormalizedText.Unchanged(whole[from..stop]).Composed().Text : whole[from..stop];
                CountWords(piece, options.Pattern, counts);
                from = token is null ? whole.Length + 1 : end;
            }
        }

        return [.. counts.Select(c => (Key: Encoding.UTF8.GetBytes(c.Key), Count: c.Value)).OrderBy(w => w.Key, ByteOrder.Instance)];
    }

    private static void CountWords(string text, SplitPattern pattern, Dictionary<string, long> counts)
    {
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = Splitter.End(pattern, text, start);
            for (int from = start, to; from < end; from = to)
            {
                to = Math.Min(end, from + (LongestWordBytes / 4));
                to += to < end && char.IsLowSurrogate(text[to]) ? 1 : 0;
                var word = text.AsSpan(from, to - from);
                lookup.TryGetValue(word, out var count);
                lookup[word] = count + 1;
            }
        }
    }

    private static (List<string> Symbols, int[] SymbolOfByte) Alphabet()
    {
        var symbols = Enumerable.Range(0, 256).Select(b => ByteAlphabet.ToChar((byte)b)).Order().Select(c => c.ToString()).ToList();
        var symbolOfByte = new int[256];
        for (var symbol = 0; symbol < 256; symbol++)
        {
            symbolOfByte[ByteAlphabet.ToByte(symbols[symbol][0])] = symbol;
        }

        return (symbols, symbolOfByte);
    }

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
