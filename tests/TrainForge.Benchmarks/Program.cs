using System.Globalization;
using TrainForge.Benchmarks;

// Measures a folder of the caller's, so it is no contest between fixed texts.
switch (args)
{
    case ["capture", var folder]:
        return CaptureBenchmark.Run(folder, withTools: false);
    case ["capture", var folder, "tools"]:
        return CaptureBenchmark.Run(folder, withTools: true);
    case ["generate", var kind, var folder, .. var numbers]:
        return DatasetBenchmark.Generate(kind, folder, numbers);
    case ["dataset", var folder, var root]:
        return await DatasetBenchmark.RunAsync(folder, root);
    case ["dataset-peers", var folder, .. var duck]:
        return DatasetPeers.Run(folder, duck.FirstOrDefault());
    case ["dataset-parts", var folder, .. var step]:
        return DatasetParts.Run(folder, step.FirstOrDefault());
    case ["neardup-memory", var rows, var megabytes]:
        return NearDuplicateMemory.Run(int.Parse(rows, CultureInfo.InvariantCulture), int.Parse(megabytes, CultureInfo.InvariantCulture));
    case ["template"]:
        return TemplateBenchmark.Run();
    case ["tokenizer", var folder]:
        return TokenizerBenchmark.Run(folder);
    case ["tokenizer", var folder, var pattern]:
        return TokenizerBenchmark.Run(folder, pattern);
    case ["tokenizer", var folder, var pattern, var file]:
        return TokenizerBenchmark.Run(folder, pattern, file);
    case ["engine", var mode, var hidden, var layers, var vocabulary]:
        return EngineBenchmark.Run(int.Parse(hidden, CultureInfo.InvariantCulture), int.Parse(layers, CultureInfo.InvariantCulture), int.Parse(vocabulary, CultureInfo.InvariantCulture), mode == "lora");
}

// One line per benchmark. A new one is a class and a line here.
IReadOnlyList<Benchmark> all =
[
    new("redact", "MB/s of the redactor on code, prose, JSON and hostile input", RedactBenchmark.Prepare),
    new("suite", "processor time of 1,000 trivial tests with the package and without, by dotnet test and alone", SuiteBenchmark.Prepare),
    new("neardup", "examples/s of sketching and finding near duplicates, one thread", NearDuplicateBenchmark.Prepare),
    new("startup", "whole-process start of 'trainforge --version' against an empty program", StartupBenchmark.Prepare),
];

var json = args.Contains("--json");
var rounds = args.FirstOrDefault(a => a.StartsWith("--rounds=", StringComparison.Ordinal)) is { } given
    ? int.Parse(given["--rounds=".Length..], CultureInfo.InvariantCulture)
    : 0;
var names = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();

if (names.Length == 0 || names.Any(n => all.All(b => b.Name != n)) || rounds < 0)
{
    Console.Error.WriteLine("Usage: TrainForge.Benchmarks <name…> [--json] [--rounds=N]");
    foreach (var benchmark in all)
    {
        Console.Error.WriteLine($"  {benchmark.Name,-10} {benchmark.Summary}");
    }

    Console.Error.WriteLine("  capture FOLDER [tools]");
    Console.Error.WriteLine("  generate claude FOLDER FILES MB | generate stashes ROOT FROM COUNT PER-RUN");
    Console.Error.WriteLine("  dataset FOLDER ROOT");
    Console.Error.WriteLine("  dataset-parts FOLDER [STEP]");
    Console.Error.WriteLine("  dataset-peers FOLDER [MODULE-OF-DUCKDB]");
    Console.Error.WriteLine("  neardup-memory ROWS MB");
    Console.Error.WriteLine("  template");
    Console.Error.WriteLine("  tokenizer FOLDER [PATTERN [TOKENIZER.JSON]]");
    Console.Error.WriteLine("  engine full|lora HIDDEN LAYERS VOCABULARY");
    return 2;
}

foreach (var benchmark in all.Where(b => names.Contains(b.Name)))
{
    using var contest = benchmark.Prepare();
    var report = Report.Of(benchmark.Name, contest, rounds);
    Console.Out.WriteLine(json ? report.ToJson() : report.ToText());
}

return 0;
