using System.Diagnostics;
using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Data.Duplicates;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Datasets;
using TrainForge.Options;

namespace TrainForge.Benchmarks;

/// <summary>
/// What finding near duplicates holds in memory, over as many rows as wanted: their sketches lie in a store as a build writes it,
/// and an example that must be looked at is made again from its number. One process per figure: a peak never comes down again.
/// </summary>
internal static class NearDuplicateMemory
{
    private const int Words = 40;
    private const double Megabyte = 1024 * 1024;

    private static readonly NearSketch Sketch = new(new NearDuplicateOptions());
    private static readonly string[] Vocabulary = [.. Enumerable.Range(0, 5_000).Select(i => $"w{i.ToString("x", CultureInfo.InvariantCulture)}")];

    public static int Run(int count, int megabytes)
    {
        using var scratch = new ScratchFolder();
        using var store = new ExampleStore(Path.Combine(scratch.Path, "store"));
        var rows = Rows(count, store);
        var table = new ExampleTable(rows, row => Example(int.Parse(row.Id, CultureInfo.InvariantCulture)))
        {
            LargeSketches = SketchTail.Reader(store, _ => 0),
            Workplace = Path.Combine(scratch.Path, "spill"),
        };
        var stage = new NearDuplicates(new NearDuplicateOptions { MemoryMb = megabytes });
        var log = new StageLog(stage.Name);
        var held = GC.GetTotalMemory(forceFullCollection: true) / Megabyte;
        using var process = Process.GetCurrentProcess();
        var (before, time) = (process.PeakWorkingSet64 / Megabyte, process.TotalProcessorTime);

        stage.Run(table, log, CancellationToken.None);

        process.Refresh();
        var seconds = (process.TotalProcessorTime - time).TotalSeconds;
        Console.Out.WriteLine(Machine.Here());
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count:n0} rows, memory_mb {megabytes}: {log.Items.Count:n0} left out in {seconds:n1} s of processor time, {count / seconds:n0} examples/s; rows alone {held:n0} MB of heap, peak of the process {before:n0} MB before and {process.PeakWorkingSet64 / Megabyte:n0} MB after"));
        return 0;
    }

    private static List<ExampleRow> Rows(int count, ExampleStore store)
    {
        var rows = new List<ExampleRow>(count);
        var batch = store.Begin();
        for (var i = 0; i < count; i++)
        {
            var tail = SketchTail.Of([Sketch], Example(i));
            var stored = new StoredExample { Id = "", Group = "", Content = [], MessagesEnd = 0, Length = 0, TailLength = tail.Length, Calls = [], Sketches = [] };
            batch.Add(stored, [], tail);
            var id = i.ToString("d8", CultureInfo.InvariantCulture);
            rows.Add(new ExampleRow { Id = id, Group = id, Source = "stash", Stored = stored });
        }

        batch.Close();
        return rows;
    }

    // Every fifth is a copy of an earlier one, with up to five words changed.
    private static Example Example(int number)
    {
        var words = Text(number);
        return new Example
        {
            Id = "",
            Group = "",
            Source = "stash",
            Messages = [new(Role.User, string.Join(' ', words[..(Words / 2)])), new(Role.Assistant, string.Join(' ', words[(Words / 2)..]))],
            Trained = [false, true],
        };
    }

    private static string[] Text(int number)
    {
        var random = new Random(number);
        if (number % 5 != 4)
        {
            return [.. Enumerable.Range(0, Words).Select(_ => Vocabulary[random.Next(Vocabulary.Length)])];
        }

        var text = Text(random.Next(number));
        for (var change = random.Next(6); change > 0; change--)
        {
            text[random.Next(Words)] = Vocabulary[random.Next(Vocabulary.Length)];
        }

        return text;
    }
}
