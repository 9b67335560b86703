using System.Diagnostics;
using System.Text;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Fuzz;

/// <summary>Damaged lines for every parser: a seeded sample here, ten million of them with TRAINFORGE_FULL=1. None crashes, none takes long.</summary>
public class ParserFuzzTests
{
    private const int Sample = 1_200;
    private const int Wanted = 10_000_000;
    private const ulong Seed = 20260301;

    // Far beyond what any line takes, and far below what a user would call hanging.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Names => [.. FuzzTarget.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Damaged_lines_end_as_the_parser_promises(string name)
    {
        var target = FuzzTarget.All.Single(t => t.Name == name);
        var corpus = target.Corpus();
        var mutator = new LineMutator(Seed, corpus);
        Assert.All(corpus, line => target.Parse(line));
        for (var number = 0; number < Lines(target); number++)
        {
            var line = mutator.Next();
            var begin = Stopwatch.GetTimestamp();
            try
            {
                target.Parse(line);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Line {number} of seed {Seed} for '{name}', base64 {Convert.ToBase64String(line)}:\n{Encoding.UTF8.GetString(line)}", e);
            }

            Assert.True(Stopwatch.GetElapsedTime(begin) < Longest, $"Line {number} of seed {Seed} for '{name}' took {Stopwatch.GetElapsedTime(begin)}, base64 {Convert.ToBase64String(line)}");
        }
    }

    [Fact]
    public void Records_are_whole_before_they_are_damaged()
    {
        Assert.Equal("main", TrainForge.Datasets.ManifestJson.Read(System.Text.Encoding.UTF8.GetBytes(Data.Sources.GoldenCorpus.Manifest)).Name);
        Assert.Equal("codex", TrainForge.Data.Sources.Packs.PackRecord.Read(System.Text.Encoding.UTF8.GetBytes(Data.Sources.GoldenCorpus.PackRecord)).Kind);
    }

    [Fact]
    public void All_together_are_ten_million_when_all_are_tried() => Assert.True(FuzzTarget.All.Sum(FullLines) >= Wanted);

    [Fact]
    public void The_same_seed_gives_the_same_lines()
    {
        var corpus = FuzzTarget.All[0].Corpus();
        var (one, two, other) = (new LineMutator(Seed, corpus), new LineMutator(Seed, corpus), new LineMutator(Seed + 1, corpus));

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(one.Next(), two.Next()));
        Assert.Contains(Enumerable.Range(0, 100), _ => !one.Next().AsSpan().SequenceEqual(other.Next()));
    }

    private static long Lines(FuzzTarget target) => Sampling.Full ? FullLines(target) : Sample / target.Cost;

    private static long FullLines(FuzzTarget target) => (long)Math.Ceiling(Wanted / FuzzTarget.All.Sum(t => 1.0 / t.Cost) / target.Cost);
}
