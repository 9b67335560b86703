using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Exports;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Rendering;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Tests.Data;
using TrainForge.Text.Defaults;
using TrainForge.Text.Masks;
using TrainForge.Text.Templates;

namespace TrainForge.PackageTests.Judges;

/// <summary>Exports as other programs read them, and what Python would train on in them.</summary>
[Trait("Category", "Judge")]
public sealed class ExportJudges : IDisposable
{
    private const int Tests = 12;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("openai")]
    [InlineData("trl")]
    [InlineData("axolotl")]
    [InlineData("llama-factory")]
    [InlineData("hf-sts")]
    public async Task Every_line_has_the_profiles_form_for_node(string profile)
    {
        Judge.Need(OnPath("node"), "node is not installed.");
        var exported = await ExportAsync(profile);

        var (code, output, errors) = Judge.Run("node", Judge.Script("exports.mjs"), exported.Folder, profile);

        Assert.True(code == 0, errors);
        Assert.Equal(exported.Files.Values.Sum(), long.Parse(output, System.Globalization.CultureInfo.InvariantCulture));
    }

    // The template marks what the assistant writes; between the marks, Python finds what our mask trains, in the rows that TRL reads.
    [Fact]
    public async Task Python_trains_on_the_same_text_of_a_trl_row_as_our_mask()
    {
        TextJudge.NeedsJinja();
        var exported = await ExportAsync("trl");
        var rows = File.ReadAllLines(Path.Combine(exported.Folder, DatasetPaths.SftTrain)).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        var examples = ExampleFile.Read(Path.Combine(_folder.File("root"), "datasets", "main", "v0001", DatasetPaths.SftTrain)).ToArray();
        var text = TextModel.Load(new RenderingOptions(), _folder.Path);
        var masks = new MaskBuilder(text.Tokenizer, text.Template, new MaskOptions(), new FrozenClock(DateTimeOffset.UnixEpoch));

        var theirs = TextJudge.Ask(
            rows.Select(r => new { template = ChatMl.Template, values = r }).ToArray(),
            (from, to) => TextJudge.Run(TextJudge.Python, Judge.Script("render.py"), from, to));

        Assert.Equal(examples.Length, theirs.Length);
        for (var i = 0; i < examples.Length; i++)
        {
            var ours = masks.Build(examples[i]);
            var marked = theirs[i].GetProperty("text").GetString()!;
            Assert.Equal(text.Tokenizer.Decode(ours.Tokens), marked.Replace("\u0001", "", StringComparison.Ordinal).Replace("\u0002", "", StringComparison.Ordinal));
            Assert.Equal(
                text.Tokenizer.Decode([.. ours.Tokens.Where((_, t) => ours.Trained[t])]),
                string.Concat(marked.Split('\u0001').Skip(1).Select(part => part.Split('\u0002')[0])));
        }
    }

    private async Task<Exported> ExportAsync(string profile)
    {
        var recorded = new Recording(_folder.File("root"));
        for (var i = 0; i < Tests; i++)
        {
            Message[] talk =
            [
                new(Role.System, "Kısa ol."), new(Role.User, $"{i} + 2?"), Recording.Calling("x", $$"""{"a":{{i}},"b":"2 🙂 <\/tool_call>"}"""),
                Recording.Answering("x", $"{i + 2}"), new(Role.Assistant, $"It is \"{i + 2}\"\\n.\n"),
            ];
            recorded.Write($"Shop.Tests.Add{i}", Outcome.Passed, "run-1", 1, Recording.Call(1, talk[..2], talk[2..3]), Recording.Call(2, talk[..4], talk[4..]));
            recorded.Ask($"Shop.Tests.Ask{i}", $"Who is {i} of Ankara?", $"Person {i}.", Outcome.Failed, attempt: 1);
            recorded.Ask($"Shop.Tests.Ask{i}", $"Who is {i} of Ankara?", $"Nobody {i}.", Outcome.Passed, attempt: 2);
        }

        // The calls are there to be awkward, not to be good.
        var dataset = new DatasetOptions { NearDuplicates = new NearDuplicateOptions { Enabled = false }, Quality = new QualityOptions { CheckSchema = false, LeakedMarkers = [] } };
        var built = await DatasetBuilder.BuildAsync(recorded.Options with { Dataset = dataset }, CancellationToken.None);
        return DatasetExport.Run(
            new ExportRequest { Version = DatasetVersions.Find(recorded.Root, "main", built.Version), Profile = profile, Folder = _folder.File("out put"), AllowUnknownTerms = true },
            CancellationToken.None);
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
