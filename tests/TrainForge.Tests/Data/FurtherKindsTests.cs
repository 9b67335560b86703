using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Tests.Infra;
using static TrainForge.Tests.Data.Recording;

namespace TrainForge.Tests.Data;

/// <summary>Pairs, judged answers and views as whole builds leave them.</summary>
public sealed class FurtherKindsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Recording _recorded;

    public FurtherKindsTests() => _recorded = new Recording(_folder.File("a root ı"));

    public void Dispose() => _folder.Dispose();

    private Task<BuiltDataset> BuildAsync(DatasetOptions? dataset = null) =>
        DatasetBuilder.BuildAsync(_recorded.Options with { Dataset = dataset ?? new DatasetOptions() }, CancellationToken.None);

    private static string[] Lines(BuiltDataset build, string path) =>
        File.Exists(Path.Combine(build.Folder, path)) ? File.ReadAllLines(Path.Combine(build.Folder, path)) : [];

    private static IReadOnlyList<PreferencePair> Pairs(BuiltDataset build, string path) =>
        [.. Lines(build, path).Select(l => PreferenceJson.ReadPair(System.Text.Encoding.UTF8.GetBytes(l)))];

    private void Retried(int tests)
    {
        for (var i = 0; i < tests; i++)
        {
            _recorded.Ask($"Shop.Tests.Case{i}", $"What is {i}?", $"Not {i}.", Outcome.Failed, attempt: 1);
            _recorded.Ask($"Shop.Tests.Case{i}", $"What is {i}?", $"It is {i}.", Outcome.Passed, attempt: 2);
        }
    }

    [Fact]
    public async Task Attempts_become_pairs_on_the_side_of_their_example_and_no_failed_answer_is_imitated()
    {
        Retried(30);

        var build = await BuildAsync();

        foreach (var (pairs, examples) in new[] { (DatasetPaths.DpoTrain, DatasetPaths.SftTrain), (DatasetPaths.DpoValid, DatasetPaths.SftValid) })
        {
            var tests = ExampleFile.Read(Path.Combine(build.Folder, examples)).Select(e => e.Test).Order().ToList();
            var found = Pairs(build, pairs);
            Assert.NotEmpty(found);
            Assert.Equal(tests, found.Select(p => p.Test).Order());
            Assert.All(found, p => Assert.Equal(("attempts", $"It is {Number(p)}.", $"Not {Number(p)}."), (p.Basis, p.Chosen.Text, p.Rejected.Text)));
        }

        Assert.DoesNotContain(Lines(build, DatasetPaths.SftTrain).Concat(Lines(build, DatasetPaths.SftValid)), l => l.Contains("Not ", StringComparison.Ordinal));
        Assert.Equal(60, build.Manifest.Rows(DatasetPaths.KtoTrain) + build.Manifest.Rows(DatasetPaths.KtoValid));
        Assert.Equal((30L, 30L), build.Manifest.Stages.Where(s => s.Name == "pairs").Select(s => (s.In, s.Out)).Single());

        static string Number(PreferencePair p) => p.Prompt[0].Text[8..^1];
    }

    [Fact]
    public async Task An_imported_twin_of_a_pairs_prompt_is_on_the_pairs_side_whatever_the_seed()
    {
        Retried(3);
        for (var i = 0; i < 3; i++)
        {
            _recorded.Ask($"Shop.Tests.Twin{i}", $"What is {i}?", $"It is number {i}.");
        }

        for (var seed = 0; seed < 12; seed++)
        {
            var build = await BuildAsync(new DatasetOptions { Split = new SplitOptions { Seed = seed, ValidPercent = 50 } });
            var trained = ExampleFile.Read(Path.Combine(build.Folder, DatasetPaths.SftTrain)).Select(e => e.Messages[0].Text).ToHashSet();

            Assert.All(Pairs(build, DatasetPaths.DpoTrain), p => Assert.Contains(p.Prompt[0].Text, trained));
            Assert.All(Pairs(build, DatasetPaths.DpoValid), p => Assert.DoesNotContain(p.Prompt[0].Text, trained));
            Assert.Equal(3, build.Manifest.Rows(DatasetPaths.DpoTrain) + build.Manifest.Rows(DatasetPaths.DpoValid));
        }
    }

    [Fact]
    public async Task Views_per_turn_train_one_turn_each_and_keep_the_last_text()
    {
        for (var i = 0; i < 6; i++)
        {
            Message[] talk = [new(Role.User, $"{i} + 2?"), Calling("x", $$"""{"a":{{i}},"b":2}"""), Answering("x", $"{i + 2}"), new(Role.Assistant, $"It is {i + 2}.")];
            _recorded.Write($"Shop.Tests.Add{i}", Outcome.Passed, "run-1", 1, Call(1, talk[..1], talk[1..2]), Call(2, talk[..3], talk[3..]));
        }

        var turns = await BuildAsync(new DatasetOptions { Examples = new ExampleOptions { Views = ["turns"] }, Split = new SplitOptions { ValidPercent = 0 } });
        var both = await BuildAsync(new DatasetOptions { Examples = new ExampleOptions { Views = ["conversation", "turns"] }, Split = new SplitOptions { ValidPercent = 0 } });

        var examples = ExampleFile.Read(Path.Combine(turns.Folder, DatasetPaths.SftTrain)).ToList();
        Assert.Equal(12, examples.Count);
        Assert.All(examples, e => Assert.Equal((1, true), (e.Trained.Count(t => t), e.Trained[^1])));
        Assert.Equal(6, examples.Count(e => e.Messages[^1].Text.StartsWith("It is", StringComparison.Ordinal)));
        Assert.Equal(12, examples.Select(e => e.Id).Distinct().Count());
        Assert.Equal(18, both.Manifest.Rows(DatasetPaths.SftTrain));
    }

    [Fact]
    public async Task The_bytes_do_not_depend_on_threads_or_on_the_order_of_recording()
    {
        Retried(8);
        var other = new Recording(_folder.File("elsewhere"));
        for (var i = 7; i >= 0; i--)
        {
            other.Ask($"Shop.Tests.Case{i}", $"What is {i}?", $"It is {i}.", Outcome.Passed, attempt: 2);
            other.Ask($"Shop.Tests.Case{i}", $"What is {i}?", $"Not {i}.", Outcome.Failed, attempt: 1);
        }

        var one = await DatasetBuilder.BuildAsync(_recorded.Options with { Threads = 1 }, CancellationToken.None);
        var many = await DatasetBuilder.BuildAsync(other.Options with { Threads = 8 }, CancellationToken.None);

        Assert.Equal(one.Manifest.ContentHash, many.Manifest.ContentHash);
        Assert.True(one.Manifest.Rows(DatasetPaths.DpoTrain) > 0);
    }

    [Fact]
    public async Task The_manifest_counts_tokens_sides_and_terms_and_names_what_they_were_proved_with()
    {
        Retried(6);

        var manifest = (await BuildAsync()).Manifest;

        Assert.Equal("built-in-bytes", manifest.Tokens!.Tokenizer);
        var train = manifest.Tokens.Files[DatasetPaths.SftTrain];
        Assert.Equal(manifest.Rows(DatasetPaths.SftTrain), train.Examples);
        Assert.Equal("It is 0."u8.Length + 1, train.Trained / train.Examples);
        Assert.Equal(manifest.Splits["train"].Examples, train.Examples);
        Assert.Equal(["chat_template", "tokenizer", "tool_schemas"], manifest.Hashes.Keys.Order());
        Assert.Equal("gpt-x", Assert.Single(manifest.Terms).Terms.Model);
    }

    [Fact]
    public async Task A_longest_length_leaves_out_the_example_and_its_pair()
    {
        Retried(6);
        _recorded.Ask("Shop.Tests.Long", "Tell me.", "No.", Outcome.Failed, attempt: 1);
        _recorded.Ask("Shop.Tests.Long", "Tell me.", new string('x', 2000), Outcome.Passed, attempt: 2);

        var build = await BuildAsync(new DatasetOptions { Masks = new MaskCheckOptions { MaxLength = 1000 } });

        Assert.Equal(6, build.Manifest.Rows(DatasetPaths.DpoTrain) + build.Manifest.Rows(DatasetPaths.DpoValid));
        Assert.Equal(1, build.Manifest.Stages.Single(s => s.Name == "masks").Dropped["too-long"]);
        Assert.Equal(1, build.Manifest.Stages.Single(s => s.Name == "pairs").Dropped["left-out"]);
    }

    [Fact]
    public async Task A_faulty_example_ends_the_build_and_leaves_no_version()
    {
        Retried(3);
        _recorded.Ask("Shop.Tests.Odd", "Which?", "<|im_start|>");

        var error = await Assert.ThrowsAsync<TrainForgeException>(() => BuildAsync());

        Assert.Equal("TF2173", error.Diagnostic.Rule.Code);
        Assert.Empty(DatasetVersions.List(_recorded.Root));
    }

    [Fact]
    public async Task Weeks_are_those_of_the_first_sighting_and_no_byte_of_the_version()
    {
        for (var i = 0; i < 4; i++)
        {
            _recorded.Ask($"Shop.Tests.Case{i}", $"What is {i}?", $"It is {i}.", run: i < 3 ? "run-1" : "run-20000");
        }

        var first = await BuildAsync();
        var index = Index();
        _recorded.Ask("Shop.Tests.Case0", "What is 0?", "It is 0.", run: "run-30000");
        var again = await BuildAsync();

        Assert.Equal("""{"schema_version":1,"version":"v0001","total_examples":4,"weeks":{"2026-W09":3,"2026-W11":1}}""", index);
        Assert.Equal(first.Manifest.ContentHash, again.Manifest.ContentHash);
        Assert.Equal(index, Index());
        using var provenance = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(first.Folder, DatasetPaths.Provenance)));
        Assert.Equal([3, 1], provenance.RootElement.GetProperty("weeks").EnumerateObject().Select(w => w.Value.GetArrayLength()));

        string Index() => System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(DatasetPaths.Folder(_recorded.Root, "main"), DatasetPaths.Index)))!.ToJsonString();
    }

    [Fact]
    public async Task Verify_proves_with_the_tokenizer_of_today_and_says_when_it_is_another()
    {
        Retried(4);
        var models = Directory.CreateDirectory(_folder.File("my models")).FullName;
        File.WriteAllBytes(Path.Combine(models, "tokenizer.json"), Text.Tokenizers.Samples.Train(TrainForge.Text.Tokenizers.SplitPattern.Qwen2, 300).ToJson());
        File.WriteAllText(Path.Combine(models, "chat_template.jinja"), TrainForge.Text.Defaults.ChatMl.Template);
        var options = _recorded.Options with { BaseFolder = _folder.Path, Dataset = new DatasetOptions { Rendering = new RenderingOptions { Model = "my models" } } };
        var build = await DatasetBuilder.BuildAsync(options, CancellationToken.None);
        var version = DatasetVersions.Find(_recorded.Root, "main", build.Version);

        var same = await DatasetVerification.RunAsync(version, options, CancellationToken.None);
        File.AppendAllText(Path.Combine(models, "chat_template.jinja"), "{# changed #}");
        var other = await DatasetVerification.RunAsync(version, options, CancellationToken.None);
        var rebuilt = await DatasetBuilder.BuildAsync(options, CancellationToken.None);

        Assert.Equal("tokenizer.json", build.Manifest.Tokens!.Tokenizer);
        Assert.DoesNotContain("my models", File.ReadAllText(Path.Combine(build.Folder, "MANIFEST.json")), StringComparison.Ordinal);
        Assert.Empty(same.Problems);
        Assert.Equal(("TF2172", false), (Assert.Single(other.Problems).Rule.Code, other.CanTell));
        Assert.Equal("v0002", rebuilt.Version);
    }
}
