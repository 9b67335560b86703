using System.Text.Json;
using TrainForge.Tests.Data;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Tool;

/// <summary>diff, audit, pin and prune as a user calls them.</summary>
public sealed class DatasetVersionCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Recording Recorded => new(_folder.File(".trainforge"));

    [Fact]
    public async Task Diff_takes_the_two_newest_and_says_why()
    {
        await VersionsAsync(2);

        var text = await RunAsync(0, "dataset", "diff");
        var json = Json(await RunAsync(0, "dataset", "diff", "main@v0001", "v0002", "--json"));

        Assert.StartsWith("main v0001 (", text.Out, StringComparison.Ordinal);
        Assert.Contains("added 1\n  sft ", text.Out, StringComparison.Ordinal);
        Assert.Contains("Shop.Tests.Extra1: not seen before", text.Out, StringComparison.Ordinal);
        Assert.False(json.GetProperty("same").GetBoolean());
        Assert.Equal("added", json.GetProperty("examples")[0].GetProperty("change").GetString());
    }

    [Fact]
    public async Task Diff_of_the_only_version_says_what_to_name()
    {
        await VersionsAsync(1);

        Assert.Contains("error TF3080: Dataset 'main' has no version before 'v0001'", (await RunAsync(1, "dataset", "diff")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_removes_versions_beyond_the_limit_but_none_that_is_pinned()
    {
        await VersionsAsync(2);
        await RunAsync(0, "dataset", "pin", "v0001", "--reason", "shipped");

        await VersionsAsync(3, "--set", "dataset.keep_versions=1");

        Assert.Equal(["v0001", "v0005"], Json(await RunAsync(0, "dataset", "list", "--json"))[0].GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("version").GetString()));
        Assert.Equal("shipped\n", File.ReadAllText(_folder.File(".trainforge", "datasets", "main", "v0001.pin")));
    }

    [Fact]
    public async Task What_the_last_build_came_to_is_meant_where_no_version_is_named_and_never_removed()
    {
        await VersionsAsync(1);
        await RunAsync(0, "dataset", "build", "--set", "dataset.few_shot.count=1");
        await RunAsync(0, "dataset", "build", "--set", "dataset.few_shot.count=2");

        var back = await RunAsync(0, "dataset", "build", "--set", "dataset.few_shot.count=1");
        await RunAsync(0, "dataset", "prune", "--keep", "1", "--yes");
        var shown = Json(await RunAsync(0, "dataset", "show", "--json"));

        Assert.Contains("(the same as before)", back.Out, StringComparison.Ordinal);
        Assert.Contains($" {shown.GetProperty("version").GetString()} ", back.Out, StringComparison.Ordinal);
        Assert.Equal(2, Json(await RunAsync(0, "dataset", "list", "--json"))[0].GetProperty("versions").GetArrayLength());

        // An index that says nothing leaves the newest.
        File.WriteAllText(_folder.File(".trainforge", "datasets", "main", "dataset_index.json"), "{broken");
        Assert.NotEqual(shown.GetProperty("version").GetString(), Json(await RunAsync(0, "dataset", "show", "--json")).GetProperty("version").GetString());
    }

    [Fact]
    public async Task Diff_names_files_that_differ_where_no_example_does()
    {
        await VersionsAsync(1);
        await RunAsync(0, "dataset", "build", "--set", "dataset.few_shot.count=1");

        var text = await RunAsync(0, "dataset", "diff");

        Assert.Matches("\nfiles\n  fewshot/train.jsonl: [0-9a-f]{8} to [0-9a-f]{8}\n", text.Out);
        Assert.DoesNotContain("README.md", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prune_shows_first_and_removes_when_told()
    {
        await VersionsAsync(3);

        var shown = await RunAsync(0, "dataset", "prune", "--keep", "1");
        Assert.Equal("v0001, v0002 of 'main' would go. Nothing was removed; run again with --yes to do it.\n", shown.Out);

        await RunAsync(0, "dataset", "pin", "v0001");
        await RunAsync(0, "dataset", "pin", "v0001", "--remove");
        var removed = await RunAsync(0, "dataset", "prune", "--keep", "1", "--yes", "--json");
        Assert.Equal(["v0001", "v0002"], Json(removed).GetProperty("versions").EnumerateArray().Select(v => v.GetString()));
    }

    [Fact]
    public async Task Limits_that_shape_nothing_are_no_part_of_a_version()
    {
        await VersionsAsync(1);

        var again = await RunAsync(0, "dataset", "build", "--force", "--set", "dataset.keep_versions=3", "--set", "dataset.audit.min_hits=9");

        Assert.Contains("v0001 (the same as before)", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_audit_says_why_a_share_above_its_limit_is_no_pattern_yet()
    {
        await VersionsAsync(1);

        var few = await RunAsync(0, "dataset", "audit", "--set", "dataset.audit.min_hits=1000", "--set", "dataset.audit.limits={one-answer: {max_percent: 1}}");

        Assert.Matches(@"ok    one-answer +\d+ of \d+ +[\d.]+ % \(limit 1 %, soft; fewer than dataset\.audit\.min_hits\)", few.Out);
        Assert.Matches(@"ok    scaffold +0 of \d+ +0 % \(limit 0 %, hard\)\n", few.Out);
    }

    [Fact]
    public async Task Audit_passes_sound_data_and_falls_short_with_3()
    {
        await VersionsAsync(1);
        var sound = await RunAsync(0, "dataset", "audit", "--set", "dataset.audit.limits={one-opening: {level: off}}");
        Recorded.Ask("Shop.Tests.Leaky", "Go on.", "Done.<|im_end|>");
        await RunAsync(0, "dataset", "build", "--set", "dataset.stages=[outcome, examples, split]");

        var fell = await RunAsync(3, "dataset", "audit", "--json");

        Assert.EndsWith("passed.\n", sound.Out, StringComparison.Ordinal);
        Assert.Contains("error TF2240: Check 'scaffold': 1 of 9 rows", fell.Error, StringComparison.Ordinal);
        Assert.False(Json(fell).GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task Strict_audits_mind_patterns_too()
    {
        await VersionsAsync(1);
        string[] wanting = ["dataset", "audit", "--set", "dataset.audit.limits={one-answer: {max_percent: 0}}"];

        Assert.Contains("warning TF2241: Check 'one-answer'", (await RunAsync(0, wanting)).Error, StringComparison.Ordinal);
        Assert.Contains("error TF2240: Check 'one-answer'", (await RunAsync(3, [.. wanting, "--strict"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_lists_its_checks()
    {
        var listed = await RunAsync(0, "dataset", "audit", "--checks");

        Assert.Contains("scaffold           hard     0 %  rows that teach to write the marks of a chat template", listed.Out, StringComparison.Ordinal);
    }

    private async Task VersionsAsync(int count, params string[] more)
    {
        if (!Directory.Exists(Recorded.Root.Stashes))
        {
            Recorded.AskMany(7);
        }

        for (var i = 0; i < count; i++)
        {
            var number = Directory.GetDirectories(Path.Combine(Recorded.Root.Stashes, "run-1")).Length - 7;
            Recorded.Ask($"Shop.Tests.Extra{number}", $"Extra {number}?", $"Yes, {number}.");
            await RunAsync(0, ["dataset", "build", .. more]);
        }
    }

    private async Task<ToolRun> RunAsync(int code, params string[] args)
    {
        File.WriteAllText(_folder.File("trainforge.yaml"), "");
        var tool = new ToolRun(_folder.Path);
        Assert.Equal(code, await tool.RunAsync(args));
        return tool;
    }

    private static JsonElement Json(ToolRun tool) => JsonDocument.Parse(tool.Out).RootElement;
}
