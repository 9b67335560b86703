using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Sources.Packs;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Tests.Data.Sources;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Pipeline;

/// <summary>The same recordings make the same bytes, however many read them and wherever they lie.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(8, false, "")]
    [InlineData(1, true, "")]
    [InlineData(8, true, "tr-TR")]
    public async Task One_thread_and_many_in_any_order_culture_and_place(int threads, bool backwards, string culture)
    {
        var plain = await BuildAsync("root", threads: 1, backwards: false, "");
        var other = await BuildAsync("another Ünï root", threads, backwards, culture);
        var again = await DatasetBuilder.BuildAsync(Options("another Ünï root", threads) with { Force = true }, CancellationToken.None);

        Assert.Equal(Hashed(plain.Folder), Hashed(other.Folder));
        Assert.True(again.Reused);
        Assert.Equal(52, plain.Manifest.Stages[0].In);
    }

    private async Task<BuiltDataset> BuildAsync(string root, int threads, bool backwards, string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Record(root, backwards);
            return await DatasetBuilder.BuildAsync(Options(root, threads), CancellationToken.None);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // What is written last comes first in a listing of some file systems, and last in that of others.
    private void Record(string root, bool backwards)
    {
        var recording = new Recording(_folder.File(root));
        Each(backwards, 40, i => recording.Ask($"Shop.Tests.I{i}ı", $"I i İ ı 1.5 {i / 2}?", $"It is {i / 2}.", i % 7 == 0 ? Outcome.Failed : Outcome.Passed, $"run-{i % 3}", attempt: 1 + (i % 2)));
        var folder = Directory.CreateDirectory(_folder.File(root + "-sessions")).FullName;
        Each(backwards, 12, i =>
        {
            var session = new ClaudeSession($"s-{i}");
            session.User($"Add {i} and ı, mail me at ada{i}@lovelace.org.");
            session.Call("c1", "add", new { a = i, b = 1.0 });
            session.Result("c1", $"{i + 1}");
            session.Say($"It is {i + 1}.");
            File.WriteAllLines(Path.Combine(folder, $"session İ {i}.jsonl"), session.Lines);
        });
        new TranscriptIngest(recording.Root, new Redactor(new RedactionOptions()), new DatasetOptions())
            .Run(TranscriptKind.All.Single(k => k.Name == "claude-code"), [folder], week: null, new SourceTerms(), CancellationToken.None);
    }

    private static void Each(bool backwards, int count, Action<int> write)
    {
        foreach (var i in backwards ? Enumerable.Range(0, count).Reverse() : Enumerable.Range(0, count))
        {
            write(i);
        }
    }

    private DatasetBuildOptions Options(string root, int threads) => new Recording(_folder.File(root)).Options with { Threads = threads };

    private static SortedDictionary<string, string> Hashed(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != DatasetPaths.Provenance)
            .ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexString(File.ReadAllBytes(f))),
        StringComparer.Ordinal);
}
