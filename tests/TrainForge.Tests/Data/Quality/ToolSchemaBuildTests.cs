using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Tests.Infra;
using static TrainForge.Tests.Data.Recording;

namespace TrainForge.Tests.Data.Quality;

/// <summary>What a version says of its tools, from recorded calls to files.</summary>
public sealed class ToolSchemaBuildTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Recording _recording;

    public ToolSchemaBuildTests() => _recording = new Recording(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tools_that_declared_nothing_get_a_schema_and_calls_it_refuses_do_not_count()
    {
        for (var i = 0; i < 20; i++)
        {
            Use($"Shop.Tests.Case{i}", i == 0 ? """{"limit":1}""" : $$"""{"path":"a{{i}}"}""", []);
        }

        var built = await _recording.BuildAsync();

        using var table = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(built.Folder, DatasetPaths.ToolSchemas)));
        var form = Assert.Single(table.RootElement.GetProperty("list").EnumerateArray());
        Assert.Equal(("inferred", 20, 0), (form.GetProperty("origin").GetString(), form.GetProperty("observations").GetInt32(), form.GetProperty("examples").GetInt32()));
        Assert.Equal("""["path"]""", form.GetProperty("parameters").GetProperty("required").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(1, built.Manifest.Stages.Single(s => s.Name == "tool-schemas").Notes["turn-schema-mismatch"]);
        Assert.Equal([false, false, false, true], Assert.Single(Examples(built), e => e.Messages[1].ToolCalls.Single().ArgumentsText.Contains("limit", StringComparison.Ordinal)).Trained);
        Assert.All(Examples(built), e => Assert.Empty(e.Tools));
        Assert.Equal(64, built.Manifest.Hashes["tool_schemas"].Length);
    }

    [Fact]
    public async Task Offered_tools_stand_in_the_lines_and_are_proved_with_them()
    {
        for (var i = 0; i < 10; i++)
        {
            Use($"Shop.Tests.Case{i}", $$"""{"path":"a{{i}}"}""", []);
        }

        var options = _recording.Options;
        var plain = await DatasetBuilder.BuildAsync(options, CancellationToken.None);
        var offered = await DatasetBuilder.BuildAsync(options with { Dataset = options.Dataset with { ToolSchemas = new ToolSchemaOptions { Offer = 3 } } }, CancellationToken.None);

        Assert.All(Examples(offered), e => Assert.Equal("list", Assert.Single(e.Tools).Name));
        Assert.True(offered.Manifest.Tokens!.Files[DatasetPaths.SftTrain].Tokens > plain.Manifest.Tokens!.Files[DatasetPaths.SftTrain].Tokens);
    }

    [Fact]
    public async Task Old_calls_that_todays_tool_refuses_are_warned_of_and_stand_in_the_manifest()
    {
        var old = new ToolDefinition("list", null, JsonText.Parse("""{"properties":{"path":{"type":"string"}}}"""));
        var now = new ToolDefinition("list", null, JsonText.Parse("""{"properties":{"path":{"type":"array"}}}"""));
        Use("Shop.Tests.Old", """{"path":"a"}""", [old]);
        Use("Shop.Tests.Older", """{"path":"b"}""", [old]);
        Use("Shop.Tests.New", """{"path":[]}""", [now], run: "run-2");

        var built = await _recording.BuildAsync();

        Assert.Equal([new DriftCount("list", "/path", "type", 2)], built.Manifest.Drift);
        Assert.Equal(["TF2120"], built.Problems.Select(p => p.Rule.Code));
        Assert.Equal(built.Manifest.Drift, ManifestJson.Read(File.ReadAllBytes(Path.Combine(built.Folder, DatasetPaths.Manifest))).Drift);
        Assert.All(Examples(built), e => Assert.True(e.Trained[1]));
    }

    private void Use(string test, string arguments, IReadOnlyList<ToolDefinition> tools, string run = "run-1")
    {
        var question = new Message(Role.User, $"What is in the folder of {test}?");
        Message[] before = [question, Calling("a", arguments, "list"), Answering("a", test)];
        _recording.Write(
            test, Outcome.Passed, run, 1,
            Call(1, [question], [before[1]]) with { Tools = tools },
            Call(2, before, [new Message(Role.Assistant, $"Only {test}.")]) with { Tools = tools });
    }

    private static IReadOnlyList<Example> Examples(BuiltDataset built) =>
    [
        .. new[] { DatasetPaths.SftTrain, DatasetPaths.SftValid }.Select(p => Path.Combine(built.Folder, p)).Where(File.Exists).SelectMany(File.ReadLines).Select(l => ExampleJson.Read(System.Text.Encoding.UTF8.GetBytes(l))),
    ];
}
