using System.Diagnostics;
using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Sources.Packs;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Benchmarks;

/// <summary>Corpora written from a seed, and what it takes to make datasets of them. Folders are the caller's.</summary>
internal static class DatasetBenchmark
{
    /// <summary>'claude FOLDER FILES MB' writes transcripts, 'stashes ROOT FROM COUNT PER-RUN' stashes.</summary>
    public static int Generate(string kind, string folder, string[] numbers)
    {
        var values = numbers.Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        if (kind == "stashes")
        {
            StashCorpus.Write(folder, (int)values[0], (int)values[1], (int)values[2]);
            return 0;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ClaudeCorpus.Write(folder, (int)values[0], values[1] * 1_000_000):N0} bytes"));
        return 0;
    }

    /// <summary>Brings a folder of transcripts in and builds a version of them, below a root that does not exist yet.</summary>
    public static async Task<int> RunAsync(string folder, string root)
    {
        var bytes = Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
        var options = new DatasetBuildOptions { Root = new TrainForgeRoot(root, RootSource.Option), Dataset = new DatasetOptions(), Redaction = new RedactionOptions(), BaseFolder = root, ToolVersion = "0" };
        var begin = Stopwatch.GetTimestamp();
        var kind = TranscriptKind.All.Single(k => k.Name == "claude-code");
        var brought = new TranscriptIngest(options.Root, new Redactor(options.Redaction), options.Dataset).Run(kind, [folder], week: null, new SourceTerms(), CancellationToken.None);
        Say($"brought in {brought.Added} files", begin, bytes);
        var building = Stopwatch.GetTimestamp();
        var built = await DatasetBuilder.BuildAsync(options, CancellationToken.None);
        Say($"built {built.Version}, {built.Manifest.Files.Sum(f => f.Rows)} rows", building, bytes);
        Say("end to end", begin, bytes);
        return 0;
    }

    private static void Say(string what, long since, long bytes)
    {
        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {seconds:f2} s, {bytes / 1e6 / seconds:f0} MB/s; processor {self.TotalProcessorTime.TotalSeconds:f1} s, peak memory {self.PeakWorkingSet64 / 1e6:f0} MB, collected {GC.CollectionCount(0)} times, whole {GC.CollectionCount(2)}, waiting {GC.GetTotalPauseDuration().TotalSeconds:f1} s, {GC.GetTotalAllocatedBytes() / 1e6:f0} MB"));
    }
}
