using System.Text.Json;
using TrainForge.Tests.Data;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Runs;

/// <summary>A root with a dataset of a dozen recorded tests, and a configuration of a model small enough for a test.</summary>
internal sealed class TrainingRoot : IDisposable
{
    private const string Small = """
        project: toy
        dataset: {split: {valid_percent: 35}}
        model: {vocab_size: 300, hidden_size: 16, layers: 1, heads: 2, kv_heads: 1, ffn_size: 32, max_positions: 512}
        training: {max_length: 512, epochs: 2, batch_size: 4, learning_rate: 0.01}

        """;

    private readonly TempFolder _folder = new();
    private readonly FixedClock _clock = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    public TrainingRoot(int tests = 12)
    {
        Configure("");
        new Recording(File(".trainforge")).AskMany(tests);
    }

    public string Folder => _folder.Path;

    public string File(params string[] parts) => _folder.File(parts);

    /// <summary>The small model's settings and what the test adds.</summary>
    public void Configure(string more) => System.IO.File.WriteAllText(File("trainforge.yaml"), Small + more);

    public async Task<ToolRun> RunAsync(int exit, params string[] args)
    {
        _clock.Now += TimeSpan.FromMinutes(1);
        var run = new ToolRun(Folder, clock: _clock);
        var code = await run.RunAsync(args);

        Assert.True(exit == code, $"'{string.Join(' ', args)}' ended with {code}, not {exit}: {run.Error}");
        return run;
    }

    public async Task<JsonElement> AskAsync(params string[] args)
    {
        var run = await RunAsync(0, [.. args, "--json"]);
        using var json = JsonDocument.Parse(run.Out);
        return json.RootElement.Clone();
    }

    /// <summary>A root with a dataset, ready for training.</summary>
    public static async Task<TrainingRoot> WithDatasetAsync(int tests = 12)
    {
        var root = new TrainingRoot(tests);
        await root.RunAsync(0, "dataset", "build");
        return root;
    }

    public IReadOnlyList<string> Variants() =>
        [.. Directory.EnumerateFiles(File(".trainforge", "final_training"), "metadata.json", SearchOption.AllDirectories).Select(f => Path.GetDirectoryName(f)!).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();
}
