using System.IO.Compression;
using System.Text;
using System.Text.Json;
using TrainForge.Data.Sources.Packs;
using TrainForge.Redaction;
using TrainForge.Tests.Core.Redaction;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Redaction;

/// <summary>Secrets of every class, in every dress, through every kind of source: none is in anything that this program writes or says.</summary>
public sealed class RedactionLeakTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringBuilder _said = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_planted_in_what_is_brought_in_comes_out_anywhere(bool pseudonyms)
    {
        var corpus = new LeakCorpus(_folder.File("elsewhere"));
        corpus.WriteAll();
        string[] settings = ["--set", $"redaction.pseudonyms={(pseudonyms ? "true" : "false")}"];
        foreach (var (kind, place) in Places())
        {
            await RunAsync([.. new[] { "ingest", kind, Path.Combine(corpus.Folder, place), "--consent", $"asked {PlantedTexts.All[0]}" }, .. settings]);
        }

        await RunAsync([.. new[] { "dataset", "build", "--json", "--set", "dataset.passed_only=false" }, .. settings]);
        await LookAsync();

        AssertClean(_folder.File(".trainforge"));
    }

    [Fact]
    public async Task Nothing_of_a_stash_that_somebody_else_recorded_comes_out_of_a_build_and_all_is_counted_by_its_class()
    {
        var recording = new Recording(_folder.File(".trainforge"));
        new LeakCorpus("").WriteStashes(recording);

        await RunAsync("dataset", "build", "--json", "--set", "dataset.passed_only=false");
        await LookAsync();

        var manifest = Directory.GetFiles(recording.Root.Datasets, "MANIFEST.json", SearchOption.AllDirectories).Single();
        var counts = JsonDocument.Parse(File.ReadAllText(manifest)).RootElement.GetProperty("redactions").EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetInt64());
        Assert.All(Planted.Tokens.Select(t => t.Class.Name()).Distinct(), name => Assert.True(counts.GetValueOrDefault(name) > 0, name));

        // The stashes themselves are not ours to change.
        Directory.Delete(recording.Root.Stashes, recursive: true);
        AssertClean(_folder.File(".trainforge"));
    }

    [Fact]
    public async Task Stashes_are_clean_once_they_are_brought_in()
    {
        var elsewhere = new Recording(_folder.File("elsewhere"));
        new LeakCorpus("").WriteStashes(elsewhere);

        await RunAsync("ingest", "stash", elsewhere.Root.Stashes);
        await RunAsync("dataset", "build");
        await LookAsync();

        AssertClean(_folder.File(".trainforge"));
    }

    private static IEnumerable<(string Kind, string Place)> Places() => TranscriptKind.All.Select(k => (k.Name, k.Name switch
    {
        "claude-code" => "claude",
        "openai-jsonl" => "openai",
        "session-log" => "log",
        "pytest-stash" => "pytest",
        var same => same,
    }));

    private async Task LookAsync()
    {
        foreach (var command in new[] { "dataset show", "dataset audit", "sources list --json", "catalog status", "doctor" })
        {
            await RunAsync(command.Split(' '), mayFail: true);
        }
    }

    private Task RunAsync(params string[] args) => RunAsync(args, mayFail: false);

    private async Task RunAsync(string[] args, bool mayFail)
    {
        var tool = new ToolRun(_folder.Path);
        var code = await tool.RunAsync([.. args, "--root", _folder.File(".trainforge")]);
        _said.Append(tool.Out).Append(tool.Error);
        Assert.True(mayFail || code == 0, $"{string.Join(' ', args)}: {code}\n{tool.Out}{tool.Error}");
    }

    private void AssertClean(string root)
    {
        var found = new List<string>();
        Look("(said)", Encoding.UTF8.GetBytes(_said.ToString()), found);
        var files = 0;
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            files++;
            Look(Path.GetRelativePath(root, file), Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file)), found);
            Look(Path.GetRelativePath(root, file), File.ReadAllBytes(file), found);
            if (Path.GetExtension(file) == ".zip")
            {
                using var pack = ZipFile.OpenRead(file);
                foreach (var entry in pack.Entries)
                {
                    using var bytes = new MemoryStream();
                    entry.Open().CopyTo(bytes);
                    Look($"{Path.GetRelativePath(root, file)}!{entry.Name}", bytes.ToArray(), found);
                }
            }
        }

        Assert.True(files > 10, $"{files} files are no version.");
        Assert.True(found.Count == 0, $"{found.Count} leaks:\n{string.Join('\n', found.Take(40))}");
    }

    // As UTF-8 and as it stands in JSON; a database keeps its texts as UTF-8 too.
    private static void Look(string where, byte[] bytes, List<string> found)
    {
        foreach (var forbidden in PlantedTexts.Forbidden)
        {
            foreach (var form in new[] { forbidden, JsonEncodedText.Encode(forbidden).ToString() }.Distinct())
            {
                var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form));
                if (at >= 0)
                {
                    var begin = Math.Max(0, at - 80);
                    found.Add($"{where}: '{forbidden}' in …{Encoding.UTF8.GetString(bytes, begin, Math.Min(bytes.Length - begin, 200))}…");
                    break;
                }
            }
        }
    }
}
