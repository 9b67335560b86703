using System.Text;
using TrainForge.Redaction;

namespace TrainForge.Tests.Core.Redaction;

public class SiftTests
{
    // Rules by chance, a few triggers so that blocks are hopped over, texts of every length past three blocks.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 12)]
    [InlineData(3, 60)]
    public void Stops_where_the_tables_say_and_nowhere_else(int seed, int triggers)
    {
        var random = new Random(seed);
        var (at, before, behind) = Tables(random, triggers);
        var sift = new Sift(at, before, behind);
        for (var length = 0; length < 60; length++)
        {
            for (var round = 0; round < 40; round++)
            {
                var bytes = new byte[length];
                random.NextBytes(bytes);
                if (round % 2 == 0)
                {
                    bytes = [.. bytes.Select(b => (byte)(b & 127))];
                }

                var characters = bytes.Select(b => b < 128 ? (char)b : (char)random.Next(128, 0xFFFF)).ToArray();
                var expected = Enumerable.Range(0, length).Where(i => IsPlausible(bytes, i, at, before, behind)).ToList();

                Assert.Equal(expected, All(position => sift.Next(bytes, position)));
                Assert.Equal(expected, All(position => sift.Next(characters, position)));
            }
        }
    }

    // What shares its low bits with a trigger is none.
    [Fact]
    public void Letters_beyond_ASCII_trigger_nothing()
    {
        var (at, before, behind) = (new uint[129], Filled(), Filled());
        at['@'] = 1;
        var sift = new Sift(at, before, behind);
        var text = string.Concat(Enumerable.Range(128, 0xFF00).Where(c => !char.IsSurrogate((char)c)).Select(c => (char)c));

        Assert.Equal(-1, sift.Next(text, 0));
        Assert.Equal(-1, sift.Next(Encoding.UTF8.GetBytes(text), 0));
        Assert.Equal(text.Length, sift.Next(text + "@", 0));

        static uint[] Filled() => [.. Enumerable.Repeat(1u, 129)];
    }

    private static List<int> All(Func<int, int> next)
    {
        var found = new List<int>();
        for (var position = next(0); position >= 0; position = next(position + 1))
        {
            found.Add(position);
        }

        return found;
    }

    private static bool IsPlausible(byte[] text, int at, uint[] rules, uint[] before, uint[] behind) =>
        (rules[Row(text[at])] & before[at == 0 ? 128 : Row(text[at - 1])] & behind[at + 1 == text.Length ? 128 : Row(text[at + 1])]) != 0;

    private static int Row(byte code) => Math.Min((int)code, 128);

    private static (uint[] At, uint[] Before, uint[] Behind) Tables(Random random, int triggers)
    {
        var (at, before, behind) = (new uint[129], new uint[129], new uint[129]);
        for (var i = 0; i < triggers; i++)
        {
            at[random.Next(128)] = (uint)random.Next(1, 16);
        }

        for (var code = 0; code < 129; code++)
        {
            (before[code], behind[code]) = ((uint)random.Next(16), (uint)random.Next(16));
        }

        return (at, before, behind);
    }
}
