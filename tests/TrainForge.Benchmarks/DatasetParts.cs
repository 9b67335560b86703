using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Decontamination;
using TrainForge.Data.Examples;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Rendering;
using TrainForge.Data.Sources.Packs;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Benchmarks;

/// <summary>What each step of the way from transcripts to examples takes, on one thread, in processor time: it stays true on a busy machine.</summary>
internal static class DatasetParts
{
    /// <param name="only">A step's name; null takes all.</param>
    public static int Run(string folder, string? only)
    {
        var files = Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(150).Select(File.ReadAllBytes).ToList();
        var bytes = files.Sum(f => (long)f.Length);
        var redactor = new Redactor(new RedactionOptions());
        var redaction = new TrajectoryRedaction(redactor);
        var pack = Path.GetTempFileName();
        var found = files.SelectMany(Read).ToList();
        var normal = found.Select(NormalForm.Of).ToList();
        var examples = normal.SelectMany(t => new SftExamples(new ExampleOptions()).Make(new Candidate("x", t, [], new RedactionCounts())).Examples).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Count} files, {bytes / 1e6:f1} MB, {found.Count} conversations, {examples.Count} examples"));
        Measure("System.Text.Json parse", () => files.ForEach(f => Each(f, line => JsonDocument.Parse(line).Dispose())));
        Measure("parse and link", () => files.ForEach(f => Read(f)));
        Measure("clean", () => files.ForEach(f => Clean(f)));
        Measure("clean and pack", () => files.ForEach(f => Pack.Write(pack, Cleaned(f), lines =>
        {
            foreach (var _ in lines)
            {
            }

            return [];
        })));
        Pack.Write(pack, Cleaned(files[0]), lines => [(byte)lines.Count()]);
        Measure("unpack", () => files.ForEach(_ => { foreach (var line in Pack.ReadLines(pack, new ReadReport("x"))) { } }), files.Count * (long)files[0].Length);
        Measure("redact", () => found.ForEach(t => redaction.Redact(t, new RedactionCounts())));
        Measure("normal form", () => found.ForEach(t => NormalForm.Of(t)));
        Measure("identity", () => normal.ForEach(t => ContentId.Of(t, new Signals())));
        Measure("examples", () => normal.ForEach(t => new SftExamples(new ExampleOptions()).Make(new Candidate("x", t, [], new RedactionCounts()))));
        Measure("content", () => examples.ForEach(e => ExampleJson.WithContent(e, (content, _) => content.Length)));
        Measure("SHA-256 of content", () => examples.ForEach(e => ExampleJson.WithContent(e, (content, _) => SHA256.HashData(content.Span)[0])));
        var dataset = new DatasetOptions();
        var text = TextModel.Load(dataset.Rendering, "");
        var plan = DatasetStages.Plan(dataset, text, SuiteIndex.Load(dataset.Decontamination, "", suite => suite, CancellationToken.None));
        foreach (var stage in plan.Conversations.Select(c => c.Candidate).OfType<ICandidateStage>())
        {
            Measure($"stage {stage.Name}", () => normal.ForEach(t => stage.Judge(new Candidate("x", t, [], new RedactionCounts()))));
        }

        foreach (var sketch in plan.Sketches.Concat(plan.LargeSketches))
        {
            Measure($"sketch {sketch.Name}", () => examples.ForEach(e => sketch.Of(e)));
        }

        File.Delete(pack);
        return 0;

        void Measure(string name, Action run, long? amount = null)
        {
            if (only is not null && name != only)
            {
                return;
            }

            run();
            var best = double.MaxValue;
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            run();
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            for (var round = 0; round < (only is null ? 3 : 20); round++)
            {
                using var self = Process.GetCurrentProcess();
                var before = self.TotalProcessorTime;
                run();
                self.Refresh();
                best = Math.Min(best, (self.TotalProcessorTime - before).TotalSeconds);
            }

            var gigabytes = (amount ?? bytes) / 1e9;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24} {best / gigabytes,7:f2} s/GB {gigabytes * 1000 / best,8:f0} MB/s, allocates {allocated / gigabytes / 1e9,5:f2} bytes for each"));
        }

        IEnumerable<SourceLine> Cleaned(byte[] file)
        {
            var cleaning = new LineCleaning(redactor, new RedactionCounts(), TranscriptKind.All[0].Aside);
            var report = new ReadReport("x");
            return SourceLines.Split(file, report.TooLong).Select(line => cleaning.Clean(line, report));
        }

        void Clean(byte[] file)
        {
            foreach (var _ in Cleaned(file))
            {
            }
        }
    }

    private static List<Trajectory> Read(byte[] file)
    {
        var report = new ReadReport("x");
        return [.. TranscriptKind.All[0].Reader(new DatasetOptions()).Read(new Transcript("x", "0", SourceLines.Split(file, report.TooLong)), report, CancellationToken.None)];
    }

    private static void Each(ReadOnlyMemory<byte> file, Action<ReadOnlyMemory<byte>> take)
    {
        foreach (var line in SourceLines.Split(file, _ => { }))
        {
            take(line.Bytes);
        }
    }
}
