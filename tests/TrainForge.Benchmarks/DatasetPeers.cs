using System.Diagnostics;
using System.Text.Json;
using TrainForge.Data.Sources.Packs;
using TrainForge.Options;

namespace TrainForge.Benchmarks;

/// <summary>
/// Reading transcripts, beside what others take for the same bytes: jq and node parse, DuckDB reads into columns, System.Text.Json
/// parses and drops; ours parses, links and hands conversations out. Last, what it takes to bring them in and build a version of
/// them with every stage on. Each uses what cores it uses by itself; ours and the plain parse take all.
/// </summary>
internal static class DatasetPeers
{
    private const string NodeParse = "const fs=require('fs');let n=0;for(const f of process.argv.slice(1))for(const l of fs.readFileSync(f,'utf8').split('\\n'))if(l){JSON.parse(l);n++}console.log(n)";

    private const string DuckRead = "const {DuckDBInstance}=require(process.argv[1]);(async()=>{const c=await (await DuckDBInstance.create()).connect();const r=await c.runAndReadAll(\"select count(message) from read_json('\"+process.argv[2]+\"/**/*.jsonl', format='newline_delimited', maximum_object_size=67108864, union_by_name=true)\");console.log(r.getRows()[0][0])})()";

    /// <param name="duck">The folder of the module @duckdb/node-api; null leaves DuckDB out.</param>
    public static int Run(string folder, string? duck)
    {
        var files = Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var megabytes = files.Sum(f => new FileInfo(f).Length) / 1e6;
        List<Contender> contenders =
        [
            new("parse and link", "MB", megabytes, () => Parallel.ForEach(files, ParseAndLink)),
            new("System.Text.Json parse", "MB", megabytes, () => Parallel.ForEach(files, Parse)),
            new("jq -c .", "MB", megabytes, () => Start("jq", ["-c", ".", .. files])),
            new("node JSON.parse", "MB", megabytes, () => Start("node", ["-e", NodeParse, .. files])),
        ];
        if (duck is not null)
        {
            contenders.Add(new Contender("DuckDB read_json", "MB", megabytes, () => Start("node", ["-e", DuckRead, Path.GetFullPath(duck), Path.GetFullPath(folder)])));
        }

        contenders.Add(new Contender("bring in and build", "MB", megabytes, () => Build(folder), Against: "jq -c ."));
        using var contest = new Contest(3, contenders);
        Console.WriteLine(Report.Of("dataset-peers", contest, 0).ToText());
        return 0;
    }

    private static void ParseAndLink(string file)
    {
        var report = new ReadReport(file);
        foreach (var _ in TranscriptKind.All[0].Reader(new DatasetOptions()).Read(new Transcript("x", "0", SourceLines.Split(File.ReadAllBytes(file), report.TooLong)), report, CancellationToken.None))
        {
        }
    }

    // In a process of its own, as people start it: with what it takes to start and to compile.
    private static void Build(string folder)
    {
        using var scratch = new ScratchFolder();
        Child.Run(scratch.Path, typeof(DatasetPeers).Assembly.Location, "dataset", Path.GetFullPath(folder), Path.Combine(scratch.Path, "root"));
    }

    private static void Parse(string file)
    {
        foreach (var line in SourceLines.Split(File.ReadAllBytes(file), _ => { }))
        {
            JsonDocument.Parse(line.Bytes).Dispose();
        }
    }

    private static void Start(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{program}' ended with {process.ExitCode}.");
        }
    }
}
