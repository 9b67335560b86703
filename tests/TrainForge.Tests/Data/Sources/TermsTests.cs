using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Datasets;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources;

/// <summary>Terms travel beside what was said: naming them moves nothing, and what came twice came on both.</summary>
public sealed class TermsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Naming_a_licence_later_makes_a_new_version_with_the_same_examples_on_the_same_sides()
    {
        Rows("a.jsonl", 40);
        await RunAsync(0, "ingest", "openai-jsonl", _folder.File("a.jsonl"));
        var before = await BuiltAsync();
        await RunAsync(0, "ingest", "openai-jsonl", _folder.File("a.jsonl"), "--license", "MIT", "--consent", "asked", "--model", "m-1");
        var after = await BuiltAsync();

        Assert.NotEqual(before.Hash, after.Hash);
        Assert.NotEmpty(before.Valid);
        Assert.Equal(before.Train, after.Train);
        Assert.Equal(before.Valid, after.Valid);
        Assert.Contains("license: unknown", before.Card, StringComparison.Ordinal);
        Assert.Contains("license: \"MIT\"", after.Card, StringComparison.Ordinal);
    }

    // One said it is free, and nobody said so of the other: together they are not.
    [Theory]
    [InlineData("openai-jsonl", "b.jsonl", """{"messages":[{"role":"user","content":"question 0"},{"role":"assistant","content":"answer 0"}], "n":1}""")]
    [InlineData("decisions", "d.jsonl", """{"prompt":"question 0","response":"answer 0"}""")]
    public async Task What_came_once_without_a_licence_has_none_because_it_came_again_with_one(string kind, string name, string same)
    {
        Rows("a.jsonl", 10);
        await RunAsync(0, "ingest", "openai-jsonl", _folder.File("a.jsonl"), "--license", "MIT", "--consent", "asked");
        File.WriteAllText(_folder.File(name), same);
        await RunAsync(0, "ingest", kind, _folder.File(name), "--license", "CC-BY-4.0");

        var terms = (await BuiltAsync()).Examples.Single(e => e.Messages[0].Text == "question 0").Terms;

        Assert.Equal(("CC-BY-4.0 AND MIT", null), (terms.License, terms.Consent));
    }

    [Theory]
    [InlineData("MIT", "MIT", "MIT")]
    [InlineData("MIT", null, null)]
    [InlineData(null, null, null)]
    [InlineData("MIT", "Apache-2.0", "Apache-2.0 AND MIT")]
    [InlineData("Apache-2.0 AND MIT", "MIT", "Apache-2.0 AND MIT")]
    [InlineData("A OR B", "C", "(A OR B) AND C")]
    public void Both_licences_hold_in_either_order(string? one, string? other, string? both)
    {
        SourceTerms a = new() { License = one }, b = new() { License = other };

        Assert.Equal(both, a.And(b).License);
        Assert.Equal(a.And(b), b.And(a));
        Assert.Equal(a.And(b), a.And(b).And(b));
        Assert.Equal(a.And(b).And(new SourceTerms { License = "X" }), a.And(new SourceTerms { License = "X" }).And(b));
    }

    [Fact]
    public void Who_wrote_it_stays_known()
    {
        var both = new SourceTerms { Vendor = "openai", Model = "m" }.And(new SourceTerms { Model = "n" });

        Assert.Equal(("openai", "m AND n"), (both.Vendor, both.Model));
    }

    [Fact]
    public async Task What_the_tests_of_a_project_recorded_is_on_the_terms_that_its_settings_name()
    {
        new Recording(_folder.File(".trainforge")).AskMany(6);
        string[] build = ["dataset", "build", "--set", "dataset.split.valid_percent=0"], export = ["dataset", "export", "--profile", "openai", "--out", _folder.File("out")];
        await RunAsync(0, build);
        var refused = await RunAsync(1, export);
        var named = await RunAsync(0, [.. build, "--set", "dataset.terms.license=MIT", "--set", "dataset.terms.consent=no people in it"]);
        await RunAsync(0, export);

        Assert.Contains("dataset.terms", refused.Error, StringComparison.Ordinal);
        Assert.Contains("v0002", named.Out, StringComparison.Ordinal);
        Assert.Contains("\"license\":\"MIT\"", File.ReadAllText(_folder.File("out", "EXPORT.json")).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    // What another project recorded is not this one's to license, but whoever brings it in may say its terms later.
    [Fact]
    public async Task Stashes_from_elsewhere_have_the_terms_that_were_said_of_them_and_may_be_said_again()
    {
        new Recording(_folder.File("other")).AskMany(4);
        await RunAsync(0, "ingest", "stash", _folder.File("other"));
        string[] build = ["dataset", "build", "--set", "dataset.split.valid_percent=0", "--set", "dataset.terms.license=MIT"];
        var unknown = await LicensesAsync();
        var said = await RunAsync(0, "ingest", "stash", _folder.File("other"), "--license", "Apache-2.0");
        var again = await RunAsync(0, "ingest", "stash", _folder.File("other"), "--license", "Apache-2.0");

        Assert.Equal([null], unknown);
        Assert.Contains("4 there already, 4 of them with other terms now", said.Out, StringComparison.Ordinal);
        Assert.Contains("built from what has other terms now can no longer be built again: build the next with 'trainforge dataset build'.", said.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("other terms", again.Out, StringComparison.Ordinal);
        Assert.Equal(["Apache-2.0"], await LicensesAsync());

        async Task<IEnumerable<string?>> LicensesAsync()
        {
            var built = await RunAsync(0, [.. build, "--json"]);
            return ExampleFile.Read(Path.Combine(JsonDocument.Parse(built.Out).RootElement.GetProperty("folder").GetString()!, DatasetPaths.SftTrain)).Select(e => e.Terms.License).Distinct();
        }
    }

    [Fact]
    public async Task Another_key_gives_other_names_and_another_version()
    {
        File.WriteAllText(_folder.File("a.jsonl"), $$"""{"messages":[{"role":"user","content":"Write to ada{{"@"}}engine.co.uk, {{"no"}} 1"},{"role":"assistant","content":"Done."}]}""");
        await RunAsync(0, "ingest", "openai-jsonl", _folder.File("a.jsonl"));
        string[] build = ["dataset", "build", "--set", "redaction.pseudonyms=true", "--set", "dataset.split.valid_percent=0"];
        await RunAsync(0, build);
        var again = await RunAsync(0, build);
        File.WriteAllText(_folder.File(".trainforge", "pseudonym.key"), new string('a', 64) + "\n");
        var replaced = await RunAsync(0, build);

        Assert.Contains("(unchanged)", again.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("(unchanged)", replaced.Out, StringComparison.Ordinal);
    }

    private void Rows(string name, int count) => File.WriteAllLines(
        _folder.File(name),
        Enumerable.Range(0, count).Select(i => $$"""{"messages":[{"role":"user","content":"question {{i}}"},{"role":"assistant","content":"answer {{i}}"}]}"""));

    private async Task<(string Hash, string Card, IReadOnlyList<string> Train, IReadOnlyList<string> Valid, IReadOnlyList<Example> Examples)> BuiltAsync()
    {
        var built = await RunAsync(0, "dataset", "build", "--set", "dataset.near_duplicates.one_group=false", "--set", "dataset.near_duplicates.enabled=false", "--json");
        var folder = JsonDocument.Parse(built.Out).RootElement.GetProperty("folder").GetString()!;
        var (train, valid) = (ExampleFile.Read(Path.Combine(folder, DatasetPaths.SftTrain)).ToList(), ExampleFile.Read(Path.Combine(folder, DatasetPaths.SftValid)).ToList());
        return (DatasetVersionHash(folder), File.ReadAllText(Path.Combine(folder, "README.md")), [.. train.Select(e => e.Id)], [.. valid.Select(e => e.Id)], [.. train, .. valid]);
    }

    private static string DatasetVersionHash(string folder) => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, DatasetPaths.Manifest))).RootElement.GetProperty("content_hash").GetString()!;

    private async Task<ToolRun> RunAsync(int code, params string[] args)
    {
        var tool = new ToolRun(_folder.Path);
        var got = await tool.RunAsync([.. args, "--root", _folder.File(".trainforge")]);
        Assert.True(got == code, $"{string.Join(' ', args)}: {got}\n{tool.Out}{tool.Error}");
        return tool;
    }
}
