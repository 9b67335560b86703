using TrainForge.Text.Tokenizers;

namespace TrainForge.Tests.Text.Tokenizers;

public class MergerTests
{
    // Lengths on both sides of where scanning ends and the heap begins.
    [Fact]
    public void Scan_and_heap_agree_with_the_plain_definition()
    {
        var random = new Random(3);
        var merges = Merges(random);
        var table = new PairTable(merges);
        var merger = new Merger(table);

        for (var length = 0; length < 200; length++)
        {
            var symbols = Enumerable.Range(0, length).Select(_ => random.Next(4)).ToArray();
            var expected = Plain([.. symbols], merges);
            var lengths = Enumerable.Repeat(1, length).ToArray();

            var count = merger.Merge(symbols, lengths);

            Assert.Equal(expected, symbols.Take(count));
            Assert.Equal(length, lengths.Take(count).Sum());
        }
    }

    [Fact]
    public void A_very_long_word_takes_no_quadratic_time()
    {
        var merger = new Merger(new PairTable(Merges(new Random(4))));
        var random = new Random(5);
        var symbols = Enumerable.Range(0, 400_000).Select(_ => random.Next(4)).ToArray();
        var lengths = new int[symbols.Length];

        var count = merger.Merge(symbols, lengths);

        Assert.InRange(count, 1, symbols.Length - 1);
    }

    private static List<(int Left, int Right, int Merged)> Merges(Random random)
    {
        var merges = new List<(int Left, int Right, int Merged)>();
        while (merges.Count < 40)
        {
            var (left, right) = (random.Next(4 + merges.Count), random.Next(4 + merges.Count));
            if (!merges.Exists(m => m.Left == left && m.Right == right))
            {
                merges.Add((left, right, 4 + merges.Count));
            }
        }

        return merges;
    }

    private static List<int> Plain(List<int> symbols, List<(int Left, int Right, int Merged)> merges)
    {
        while (true)
        {
            var best = (Rank: int.MaxValue, At: -1);
            for (var i = 0; i + 1 < symbols.Count; i++)
            {
                var rank = merges.FindIndex(m => m.Left == symbols[i] && m.Right == symbols[i + 1]);
                best = rank >= 0 && rank < best.Rank ? (rank, i) : best;
            }

            if (best.At < 0)
            {
                return symbols;
            }

            symbols[best.At] = merges[best.Rank].Merged;
            symbols.RemoveAt(best.At + 1);
        }
    }
}
