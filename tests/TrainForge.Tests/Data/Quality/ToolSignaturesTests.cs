using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Quality;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Tests.Infra;
using static TrainForge.Tests.Data.Recording;

namespace TrainForge.Tests.Data.Quality;

/// <summary>A file says what the tools take today, in any of the forms people have it in.</summary>
public sealed class ToolSignaturesTests : IDisposable
{
    private const string Path = """{"type":"object","properties":{"path":{"type":"array"}}}""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Forms() =>
    [
        $$$"""[{"type":"function","function":{"name":"list","description":"Lists.","parameters":{{{Path}}}}},{"type":"function","function":{"name":"now"}}]""",
        $$$"""[{"type":"function","name":"list","parameters":{{{Path}}}}]""",
        $$$"""{"tools":[{"name":"list","description":"Lists.","inputSchema":{{{Path}}}}]}""",
        $$$"""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"list","inputSchema":{{{Path}}}}],"nextCursor":null}}""",
        $$$"""{"tools":[{"name":"list","input_schema":{{{Path}}}}]}""",
        $$$"""{"list":{{{Path}}}}""",
        $$$"""{"list":{{{Path}}},"tools":{"type":"object"},"result":true}""",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_says_the_same(string text)
    {
        foreach (var written in new[] { text, "\uFEFF" + text, "\r\n " + text + "\n" })
        {
            var signatures = Read(written);

            Assert.Equal(Path, signatures.Schemas["list"].Text);
            Assert.Equal(text.Contains("result\":true", StringComparison.Ordinal) ? 3 : 1, signatures.Schemas.Count);
        }
    }

    [Theory]
    [InlineData("", 1, "")]
    [InlineData("{\n  \"list\": {\n    \"type\": \n  }\n}", 4, "")]
    [InlineData("[\n  {\"name\": \"a\"},\n  {\n    \"parameters\": {}\n  }\n]", 3, "no 'name'")]
    [InlineData("[\n  7\n]", 2, "no 'name'")]
    [InlineData("{\n\"a\": {},\n\"b\": [],\n\"c\": 1}", 3, "'b'")]
    [InlineData("{\"a\": {},\n\n\"a\": {}}", 3, "'a' stands in it twice")]
    [InlineData("[{\"name\":\"a\",\"parameters\":{}},\n{\"name\":\"a\",\"parameters\":{}}]", 2, "twice")]
    [InlineData("\n\"list\"", 2, "neither a list")]
    [InlineData("[]\n[]", 2, "")]
    [InlineData("{\"\\ud800\": {}}", 0, "half a letter")]
    public void A_bad_file_is_one_error_with_its_line(string text, int line, string part)
    {
        var error = Assert.Throws<TrainForgeException>(() => Read(text)).Diagnostic;

        Assert.Equal(Rules.ToolSignaturesUnreadable, error.Rule);
        Assert.Equal((_folder.File("tools.json"), line), (error.Where.File, error.Where.Line));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_is_read_in_a_way_nobody_foresaw()
    {
        var random = new Random(7);
        var texts = Forms().Select(row => row.Data).ToArray();
        for (var round = 0; round < 4_000; round++)
        {
            var letters = texts[random.Next(texts.Length)].ToCharArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                letters[random.Next(letters.Length)] = "{}[]\",:\\a1 \n"[random.Next(12)];
            }

            try
            {
                Read(new string(letters));
            }
            catch (TrainForgeException e)
            {
                Assert.Equal(Rules.ToolSignaturesUnreadable, e.Diagnostic.Rule);
            }
        }
    }

    [Fact]
    public async Task Calls_that_the_file_refuses_are_told_whatever_the_recordings_declared()
    {
        var recording = Recorded();
        File.WriteAllText(_folder.File("tools.json"), $$$"""{"list":{{{Path}}}}""");

        var built = await DatasetBuilder.BuildAsync(With(recording, "tools.json"), CancellationToken.None);

        Assert.Equal([new DriftCount("list", "/path", "type", 3)], built.Manifest.Drift);
        Assert.Equal(64, built.Manifest.Hashes["tool_signatures"].Length);
        Assert.Contains("the one in 'tools.json'", Assert.Single(built.Problems).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tools.json", File.ReadAllText(System.IO.Path.Combine(built.Folder, DatasetPaths.Manifest)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_file_is_a_new_input_and_the_old_version_cannot_be_verified_with_it()
    {
        var recording = Recorded();
        var options = With(recording, "tools.json");
        File.WriteAllText(_folder.File("tools.json"), $$$"""{"list":{{{Path}}}}""");
        var first = await DatasetBuilder.BuildAsync(options, CancellationToken.None);
        var second = await DatasetBuilder.BuildAsync(options, CancellationToken.None);
        var version = DatasetVersions.Find(recording.Root, "main", first.Version);
        var same = await DatasetVerification.RunAsync(version, options, CancellationToken.None);
        File.WriteAllText(_folder.File("tools.json"), """{"list":{"type":"object"}}""");
        var third = await DatasetBuilder.BuildAsync(options, CancellationToken.None);
        var other = await DatasetVerification.RunAsync(version, options, CancellationToken.None);
        var none = await DatasetVerification.RunAsync(version, recording.Options, CancellationToken.None);

        Assert.True(second.Unchanged);
        Assert.Empty(same.Problems);
        Assert.Equal((false, false), (third.Unchanged, third.Reused));
        Assert.Empty(third.Manifest.Drift);
        Assert.Equal(("TF2252", false), (Assert.Single(other.Problems).Rule.Code, other.CanTell));
        Assert.Equal("TF2252", Assert.Single(none.Problems).Rule.Code);
        Assert.Contains(_folder.File("tools.json"), options.NamedPlaces);
    }

    [Fact]
    public async Task A_version_without_such_a_file_is_verified_without_one()
    {
        var recording = Recorded();
        var built = await recording.BuildAsync();
        File.WriteAllText(_folder.File("tools.json"), $$$"""{"list":{{{Path}}}}""");

        var proof = await DatasetVerification.RunAsync(DatasetVersions.Find(recording.Root, "main", built.Version), With(recording, "tools.json"), CancellationToken.None);

        Assert.Empty(proof.Problems);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_one_error()
    {
        var error = await Assert.ThrowsAsync<TrainForgeException>(() => DatasetBuilder.BuildAsync(With(Recorded(), "tool s/ş.json"), CancellationToken.None));

        Assert.Equal(Rules.ToolSignaturesMissing, error.Diagnostic.Rule);
        Assert.Contains("'tool s/ş.json'", error.Diagnostic.Message, StringComparison.Ordinal);
    }

    private ToolSignatures Read(string text)
    {
        File.WriteAllText(_folder.File("tools.json"), text);
        return ToolSignatures.Load("tools.json", _folder.Path)!;
    }

    private static DatasetBuildOptions With(Recording recording, string file) =>
        recording.Options with { Dataset = new DatasetOptions { ToolSchemas = new ToolSchemaOptions { Signatures = file } } };

    // Two that declared the tool otherwise, one that declared nothing: all of them are old today.
    private Recording Recorded()
    {
        var recording = new Recording(_folder.Path);
        var old = new ToolDefinition("list", null, JsonText.Parse("""{"properties":{"path":{"type":"string"}}}"""));
        foreach (var (test, tools) in new (string, ToolDefinition[])[] { ("A", [old]), ("B", [old]), ("C", []), ("D", []) })
        {
            var question = new Message(Role.User, $"What is in the folder of {test}?");
            Message[] before = [question, Calling("a", test == "D" ? """{"path":[]}""" : """{"path":"a"}""", "list"), Answering("a", test)];
            recording.Write(
                $"Shop.Tests.{test}", Outcome.Passed, "run-1", 1,
                Call(1, [question], [before[1]]) with { Tools = tools },
                Call(2, before, [new Message(Role.Assistant, $"Only {test}.")]) with { Tools = tools });
        }

        return recording;
    }
}
