using System.Globalization;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Tests.Data;
using TrainForge.Tests.Infra;
using TrainForge.Tool;

namespace TrainForge.Tests.Tool;

/// <summary>What a stranger types or leaves behind, and what 'dataset' and 'catalog' say to it: what is wrong, where, and what to do.</summary>
public sealed class StrangerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Recording Recorded => new(_folder.File("my ş", ".trainforge"));

    [Theory]
    [InlineData("sources: [stsh]", "trainforge.yaml(2,12): error TF2070: 'stsh' in dataset.sources")]
    [InlineData("stages: [outcome, exampels]", "trainforge.yaml(2,11): error TF2100: 'exampels' in dataset.stages is no stage. Did you mean 'examples'?")]
    [InlineData("stages: [split, outcome, examples]", "trainforge.yaml(2,11): error TF2101: ")]
    [InlineData("decontamination: {against: [nothere.jsonl]}", "trainforge.yaml(2,30): error TF2151: 'nothere.jsonl'")]
    [InlineData("rendering: {tokenizer: nothere.json}", "trainforge.yaml(2,26): error TF2170: ")]
    [InlineData("tool_schemas: {signatures: nothere.json}", "trainforge.yaml(2,30): error TF2250: 'nothere.json'")]
    public async Task A_setting_that_names_nothing_is_told_at_its_line_also_where_a_version_is_there(string setting, string expected)
    {
        Recorded.AskMany(6);
        await RunAsync(0, "dataset", "build");
        Write("trainforge.yaml", $"dataset:\n  {setting}\n");

        var (_, error) = await RunAsync(1, "dataset", "build");

        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    // A second test was recorded: told to record one, nobody would know what to do.
    [Fact]
    public async Task Where_all_tests_but_one_were_left_out_it_says_so()
    {
        Recorded.Ask("Shop.Tests.A", "Q?", "A.");
        Recorded.Ask("Shop.Tests.B", "Why?", "B.", Outcome.Failed);

        var (_, error) = await RunAsync(1, "dataset", "build");

        Assert.Contains("error TF2154: Of 2 recorded conversations only '", error, StringComparison.Ordinal);
        Assert.Contains("(left out: test-failed 1)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_named_and_goes_is_missed()
    {
        Recorded.AskMany(6);
        Write("tools.json", "{}");
        Write("trainforge.yaml", "dataset: {tool_schemas: {signatures: tools.json}}\n");
        await RunAsync(0, "dataset", "build");
        File.Delete(_folder.File("my ş", "tools.json"));

        Assert.Contains("error TF2250", (await RunAsync(1, "dataset", "build")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_is_faulted_in_words_for_people()
    {
        Recorded.AskMany(6);
        Write("tools.json", "{\n\"a\": {},\n}");
        Write("trainforge.yaml", "dataset: {tool_schemas: {signatures: tools.json}}\n");

        var (_, error) = await RunAsync(1, "dataset", "build");

        Assert.Contains("tools.json(3): error TF2251: The tools cannot be read: The JSON object contains a trailing comma at the end, which JSON does not allow. The file", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "'x' does not fit '--keep', which takes a whole number.", "dataset", "prune", "--keep", "x")]
    [InlineData(2, "'--kind' is '1'; it must be one of sft, dpo, kto.", "dataset", "export", "--profile", "trl", "--out", "out", "--kind", "1")]
    [InlineData(2, "'--kind' is 'sfft'; it must be one of sft, dpo, kto.", "dataset", "export", "--profile", "trl", "--out", "out", "--kind", "sfft")]
    [InlineData(2, "--since and --assembly go with --record.", "tests-changed", "--since", "abc")]
    [InlineData(1, "There is no dataset 'man' in", "dataset", "verify", "man@v0001")]
    [InlineData(2, "error TF2071: '2026-10' is no week;", "ingest", "session-log", ".", "--week", "2026-10")]
    [InlineData(2, "'opnai' is no profile. Did you mean 'openai'?", "dataset", "export", "--profile", "opnai", "--out", "out", "--name", "main")]
    [InlineData(2, "there are secret, ", "dataset", "audit", "--set", "dataset.audit.limits={secrt: {level: off}}")]
    [InlineData(1, "has no version 'v1'. Did you mean 'v0001'? The newest it has: v0001.", "dataset", "show", "v1")]
    [InlineData(1, "has no version '1'. Did you mean 'v0001'? The newest it has: v0001.", "dataset", "verify", "1")]
    [InlineData(1, "has no version '7'. The newest it has: v0001.", "dataset", "pin", "7")]
    [InlineData(1, "The catalog does not take the query: it asks for nothing.", "catalog", "query", "")]
    [InlineData(1, "The catalog does not take the query: it asks for more than one thing at once.", "catalog", "query", "select 1; select 2")]
    [InlineData(1, "not authorized", "catalog", "query", "select 1; drop table dataset")]
    public async Task What_was_typed_wrong_is_one_error_that_says_what_there_is(int code, string expected, params string[] args)
    {
        Recorded.AskMany(6);
        await RunAsync(0, "dataset", "build");

        var (_, error) = await RunAsync(code, args);

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task The_first_build_of_a_dataset_may_be_forced()
    {
        Recorded.AskMany(6);

        Assert.Contains("'new' v0001 (new)", (await RunAsync(0, "dataset", "build", "--force", "--name", "new")).Out, StringComparison.Ordinal);
    }

    // One damaged version is no reason to hide, or to stop, everything else.
    [Fact]
    public async Task A_damaged_version_is_told_and_passed_over_and_the_next_build_goes_on()
    {
        Recorded.AskMany(6);
        await RunAsync(0, "dataset", "build");
        await RunAsync(0, "dataset", "build", "--name", "other");
        File.WriteAllText(_folder.File("my ş", ".trainforge", "datasets", "main", "v0001", "MANIFEST.json"), "{");

        var list = await RunAsync(0, "dataset", "list");
        var built = await RunAsync(0, "dataset", "build");
        var shown = await RunAsync(0, "dataset", "show");
        var pruned = await RunAsync(0, "dataset", "prune", "--keep", "1");
        var named = await RunAsync(1, "dataset", "show", "v0001");
        var missing = await RunAsync(1, "dataset", "show", "--name", "othr");

        Assert.StartsWith("other v0001", list.Out, StringComparison.Ordinal);
        Assert.Contains("MANIFEST.json: warning TF3090: The record of version v0001 cannot be read, and the version is passed over: The JSON ends before", list.Error, StringComparison.Ordinal);
        Assert.Contains("Dataset 'main' v0002 (new)", built.Out, StringComparison.Ordinal);
        Assert.Contains("warning TF3090", built.Error, StringComparison.Ordinal);
        Assert.StartsWith("main v0002", shown.Out, StringComparison.Ordinal);
        Assert.StartsWith("Nothing to remove", pruned.Out, StringComparison.Ordinal);
        Assert.Contains("error TF3032", named.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'other'?", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pin_is_seen_and_keeps_its_reason()
    {
        Recorded.AskMany(6);
        await RunAsync(0, "dataset", "build");

        await RunAsync(0, "dataset", "pin", "v0001", "--reason", "for the talk");
        await RunAsync(0, "dataset", "pin", "v0001");
        var (list, shown) = (await RunAsync(0, "dataset", "list"), await RunAsync(0, "dataset", "show"));
        var json = JsonDocument.Parse((await RunAsync(0, "dataset", "list", "--json")).Out).RootElement;
        var taken = await RunAsync(0, "dataset", "pin", "v0001", "--remove");
        var again = await RunAsync(0, "dataset", "pin", "v0001", "--remove");

        Assert.EndsWith("valid, pinned\n", list.Out, StringComparison.Ordinal);
        Assert.Contains("\npinned: for the talk\n", shown.Out, StringComparison.Ordinal);
        Assert.True(json[0].GetProperty("versions")[0].GetProperty("pinned").GetBoolean());
        Assert.Equal(("main v0001 is no longer pinned.\n", "main v0001 is not pinned.\n"), (taken.Out, again.Out));
    }

    // As 'runs list' prints it.
    [Theory]
    [InlineData("show")]
    [InlineData("verify")]
    [InlineData("audit")]
    [InlineData("pin")]
    public async Task A_version_may_be_named_with_its_dataset(string command)
    {
        Recorded.AskMany(12);
        await RunAsync(0, "dataset", "build", "--name", "orders");

        Assert.Contains("orders v0001", (await RunAsync(0, "dataset", command, "orders@v0001")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_takes_the_name_as_every_other_command_does()
    {
        Recorded.AskMany(6);
        await RunAsync(0, "dataset", "build", "--name", "orders");

        var exported = await RunAsync(0, "dataset", "export", "v0001", "--name", "orders", "--profile", "trl", "--out", _folder.File("out"), "--allow-unknown-terms");

        Assert.StartsWith("orders v0001 for trl", exported.Out.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_reads_otherwise_in_Turkey()
    {
        Recorded.AskMany(6);
        await RunAsync(0, "dataset", "build", "--name", "İIıi");
        var expected = await RunAsync(0, "dataset", "show", "--name", "İIıi");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            Assert.Equal(expected, await RunAsync(0, "dataset", "show", "--name", "İIıi"));
            Assert.Contains("(unchanged)", (await RunAsync(0, "dataset", "build", "--name", "İIıi")).Out, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Two_builds_at_once_make_one_version()
    {
        Recorded.AskMany(6);

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => RunAsync(0, "dataset", "build"))));

        Assert.Equal(1, both.Count(b => b.Out.Contains("v0001 (new)", StringComparison.Ordinal)));
        Assert.Equal(1, both.Count(b => b.Out.Contains("v0001 (unchanged)", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Interrupted_it_says_so_and_leaves_nothing_half_made()
    {
        Recorded.AskMany(6);
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        var tool = new ToolRun(_folder.File("my ş"));

        var code = await CommandLine.RunAsync(["dataset", "build"], tool.Context, cancel.Token);

        Assert.Equal((130, "Cancelled. Nothing half-made is left behind; run the same command to go on.\n"), (code, tool.Error));
        Assert.False(Directory.Exists(_folder.File("my ş", ".trainforge", "datasets", "main", "v0001")));
    }

    private void Write(string file, string text) => File.WriteAllText(_folder.File("my ş", file), text);

    private async Task<(string Out, string Error)> RunAsync(int code, params string[] args)
    {
        Directory.CreateDirectory(_folder.File("my ş"));
        var tool = new ToolRun(_folder.File("my ş"));
        var ended = await tool.RunAsync([.. args, "--root", Recorded.Root.Folder]);
        Assert.True(ended == code, $"{string.Join(' ', args)}: {ended}\n{tool.Out}{tool.Error}");
        return (tool.Out, tool.Error);
    }
}
