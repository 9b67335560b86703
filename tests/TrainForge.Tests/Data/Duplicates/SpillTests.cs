using TrainForge.Data.Duplicates;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Duplicates;

/// <summary>What does not fit into memory is sorted in files: that decides what is held, and nothing of what is found.</summary>
public sealed class SpillTests : IDisposable
{
    private const long Endless = long.MaxValue / 4;

    private readonly TempFolder _folder = new();
    private int _files;

    private string Place => _folder.File("cache ş");

    public void Dispose() => _folder.Dispose();

    // From one record at a time over odd numbers of runs to a single run that still goes through a file.
    [Theory]
    [InlineData(1)]
    [InlineData(900)]
    [InlineData(5_000)]
    [InlineData(23_999)]
    public void Buckets_come_the_same_in_the_same_order_whatever_fits_into_memory(long bytes)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var (sketches, bands) = Sketches(new Random(seed), count: 2_000);
            var expected = Buckets(sketches, bands, Endless);
            _files = 0;

            Assert.Equal(expected, Buckets(sketches, bands, bytes));
            Assert.Equal(1, _files);
        }

        Assert.Empty(Directory.GetFiles(Place));
    }

    [Fact]
    public void Random_corpora_come_out_the_same_with_hardly_any_memory_as_with_all_of_it()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var options = new NearDuplicateOptions
            {
                Keep = random.Next(2) == 0 ? KeptDuplicate.First : KeptDuplicate.Longest,
                Threshold = random.Next(2) == 0 ? 0.9 : 0.8,
                Bands = random.Next(2) == 0 ? 16 : 32,
            };
            var examples = Corpus(random);
            var (expected, _) = Outcome(options, examples, Endless);

            foreach (var memory in new long[] { 1, 6_000, 40_000 })
            {
                var (found, files) = Outcome(options, examples, memory);
                Assert.Equal(expected, found);
                Assert.Empty(files);
            }
        }
    }

    [Fact]
    public void A_corpus_with_copies_is_worth_comparing()
    {
        var (outcome, _) = Outcome(new NearDuplicateOptions(), Corpus(new Random(1)), memory: 1);

        Assert.Contains(outcome, line => line.Contains(" by ", StringComparison.Ordinal));
    }

    [Fact]
    public void Sketches_that_do_not_fit_are_read_when_they_are_asked_for_and_are_the_same()
    {
        var bytes = Enumerable.Range(0, 300).Select(i => i % 7 == 0 ? [] : Enumerable.Repeat((byte)i, 10).ToArray()).ToList();
        var held = new SketchTable(bytes.Count, 10, i => bytes[i], bytes: 3_000);
        var read = 0;
        var loose = new SketchTable(bytes.Count, 10, i => bytes[i + (0 * read++)], bytes: 2_999);
        var before = read;

        for (var i = 0; i < bytes.Count; i++)
        {
            Assert.True(held[i].SequenceEqual(loose[i]) && loose[i].SequenceEqual(bytes[i].Length == 0 ? new byte[10] : bytes[i]));
        }

        Assert.Equal((0, 300), (before, read));
    }

    [Fact]
    public void Cancelling_while_files_are_there_leaves_none()
    {
        var (sketches, bands) = Sketches(new Random(2), count: 500);
        using var cancel = new CancellationTokenSource();
        var buckets = new Buckets(sketches, bands, 1_000, Spill);

        Assert.Throws<OperationCanceledException>(() => buckets.Of(
            _ =>
            {
                Assert.Single(Directory.GetFiles(Place));
                cancel.Cancel();
            },
            cancel.Token));
        Assert.Empty(Directory.GetFiles(Place));
    }

    [Fact]
    public void A_full_disk_is_one_error_that_names_the_file_and_says_what_to_do()
    {
        using var disk = Mount.Memory(_folder.File("small disk"), "16k");
        var (sketches, bands) = Sketches(new Random(3), count: 5_000);
        var buckets = new Buckets(sketches, bands, 1_000, () => SpillFile.Create(disk.Folder));

        var error = Assert.Throws<TrainForgeException>(() => buckets.Of(_ => { }, CancellationToken.None)).Diagnostic;

        Assert.Equal(Rules.FileNotWritten, error.Rule);
        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        Assert.Contains(disk.Folder, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(disk.Folder));
    }

    [Fact]
    public async Task What_a_killed_build_left_the_next_one_takes_away_even_when_nothing_is_new()
    {
        var recording = new Recording(_folder.File("root"));
        recording.AskMany(5);
        await recording.BuildAsync();
        var left = Path.Combine(recording.Root.Cache, "datasets", "main", "spill-0123456789abcdef.tmp");
        File.WriteAllText(left, "half");

        var built = await recording.BuildAsync();

        Assert.True(built.Reused);
        Assert.False(File.Exists(left));
    }

    private SpillFile Spill()
    {
        _files++;
        return SpillFile.Create(Place);
    }

    private List<string> Buckets(SketchTable sketches, int bands, long bytes)
    {
        var found = new List<string>();
        new Buckets(sketches, bands, bytes, Spill).Of(bucket => found.Add(string.Join(' ', bucket.ToArray())), CancellationToken.None);
        return found;
    }

    private (List<string> Outcome, string[] Files) Outcome(NearDuplicateOptions options, List<Example> examples, long memory)
    {
        var stage = new NearDuplicates(options, memory);
        var table = Rows.Table(stage, examples, workplace: Place);
        var log = Rows.Run(stage, table);
        List<string> outcome = [.. table.Rows.Select(r => $"{r.Id} in {r.Group}"), .. log.Items.Select(i => $"{i.Id} by {i.Kept}")];
        return (outcome, Directory.Exists(Place) ? Directory.GetFiles(Place) : []);
    }

    // Few values, so that bands meet; some share all, some nothing, some cannot be compared.
    private static (SketchTable Sketches, int Bands) Sketches(Random random, int count)
    {
        var options = new NearDuplicateOptions { Permutations = 32 * (1 + random.Next(3)), Bands = 4 << random.Next(3) };
        var sketch = new NearSketch(options);
        var bytes = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            var one = new byte[sketch.Length];
            Array.Fill(one, (byte)random.Next(4), 24, one.Length - 24);
            for (var change = random.Next(4); change > 0; change--)
            {
                one[random.Next(24, one.Length)] = (byte)random.Next(256);
            }

            one[0] = 1;
            bytes.Add(random.Next(10) == 0 ? [] : one);
        }

        return (new SketchTable(count, sketch.Length, i => bytes[i], random.Next(2) == 0 ? Endless : 1_000), options.Bands);
    }

    private static List<Example> Corpus(Random random)
    {
        var examples = new List<Example>();
        var families = 4 + random.Next(12);
        for (var family = 0; family < families; family++)
        {
            var words = Enumerable.Range(0, 40 + random.Next(60)).Select(_ => $"w{random.Next(900)}").ToArray();
            for (var copy = random.Next(9); copy >= 0; copy--)
            {
                var text = words.Select(w => random.Next(60) == 0 ? $"x{random.Next(900)}" : w).ToList();
                examples.Add(Rows.Ask($"{family:00}-{copy}", string.Join(' ', text[..20]), string.Join(' ', text[20..])));
            }
        }

        return examples;
    }
}
