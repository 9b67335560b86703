using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Tests.Data;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Tool;

public sealed class DatasetCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Recording Recorded => new(_folder.File(".trainforge"));

    [Fact]
    public async Task Build_ends_with_one_line_that_says_what_there_is_now()
    {
        Recorded.AskMany(6);
        Recorded.Ask("Shop.Tests.Bad", "Wrong?", "Yes.", Outcome.Failed);

        var first = await RunAsync(0, "dataset", "build");
        var second = await RunAsync(0, "dataset", "build");

        Assert.Contains("left out: test-failed 1", first.Out, StringComparison.Ordinal);
        Assert.StartsWith("Dataset 'main' v0001 (new): ", first.Out.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.StartsWith("Dataset 'main' v0001 (unchanged): ", second.Out, StringComparison.Ordinal);
        Assert.Empty(first.Error);
    }

    [Fact]
    public async Task Every_command_speaks_JSON()
    {
        Recorded.AskMany(6);

        var built = Json(await RunAsync(0, "dataset", "build", "--json", "--name", "orders"));
        var list = Json(await RunAsync(0, "dataset", "list", "--json"));
        var shown = Json(await RunAsync(0, "dataset", "show", "v0001", "--name", "orders", "--json"));
        var verified = Json(await RunAsync(0, "dataset", "verify", "--name", "orders", "--json"));

        Assert.Equal("v0001", built.GetProperty("version").GetString());
        Assert.Equal(6, built.GetProperty("train").GetInt64() + built.GetProperty("valid").GetInt64());
        Assert.Equal("orders", list[0].GetProperty("name").GetString());
        Assert.Equal(6, shown.GetProperty("models").GetProperty("openai/gpt-x").GetInt64());
        Assert.True(verified.GetProperty("same").GetBoolean());
    }

    [Fact]
    public async Task Export_is_refused_while_terms_are_unknown_and_allowed_by_option_or_setting()
    {
        Recorded.AskMany(6);
        await RunAsync(0, "dataset", "build");

        var refused = await RunAsync(1, "dataset", "export", "--profile", "trl", "--out", _folder.File("my out"));
        var allowed = await RunAsync(0, "dataset", "export", "main@v0001", "--profile", "trl", "--out", _folder.File("my out"), "--allow-unknown-terms");
        var json = Json(await RunAsync(0, "dataset", "export", "v0001", "--profile", "openai", "--kind", "sft", "--out", _folder.File("my out"), "--set", "dataset.export.allow_unknown_terms=true", "--json"));

        Assert.Contains("TF3061: Nobody said on what terms 6 of 6 rows of 'main@v0001' may be used: stash by openai/gpt-x: 6 (no licence, no consent).", refused.Error, StringComparison.Ordinal);
        Assert.EndsWith($"main v0001 for trl in {_folder.File("my out")}\n", allowed.Out, StringComparison.Ordinal);
        Assert.Equal(6, json.GetProperty("files").EnumerateObject().Sum(f => f.Value.GetInt64()));
    }

    [Fact]
    public async Task Verify_falls_short_on_a_changed_file_and_cannot_tell_without_its_inputs()
    {
        Recorded.AskMany(6);
        await RunAsync(0, "dataset", "build");

        Directory.Delete(Recorded.Root.Stashes, recursive: true);
        var gone = await RunAsync(4, "dataset", "verify");
        File.AppendAllText(_folder.File(".trainforge", "datasets", "main", "v0001", "README.md"), "!");
        var changed = await RunAsync(3, "dataset", "verify");

        Assert.Contains("TF3035", gone.Error, StringComparison.Ordinal);
        Assert.Contains("TF3033", changed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_said_with_what_is()
    {
        Recorded.AskMany(6);
        await RunAsync(0, "dataset", "build");

        var name = await RunAsync(1, "dataset", "show", "--name", "mian");
        var version = await RunAsync(1, "dataset", "show", "v0009");

        Assert.Contains("TF3030", name.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'main'?", name.Error, StringComparison.Ordinal);
        Assert.Contains("TF3031: Dataset 'main' has no version 'v0009'. The newest it has: v0001.", version.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_recorded_is_one_error()
    {
        var tool = await RunAsync(1, "dataset", "build");

        Assert.Contains("error TF2003", tool.Error, StringComparison.Ordinal);
        Assert.Empty(tool.Out);
    }

    [Fact]
    public async Task Stashes_come_in_once_and_redacted()
    {
        var other = new Recording(_folder.File("other machine"));
        other.AskMany(4);
        other.Ask("Shop.Tests.Leak", "Key?", "ghp_16C7e42F292c6912E7710c838347Ae178B4a");

        var first = await RunAsync(0, "ingest", "stash", "other machine");
        var second = await RunAsync(0, "ingest", "stash", "other machine", "--json");
        var built = await RunAsync(0, "dataset", "build");

        Assert.StartsWith("5 stashes found, 5 added with 5 model calls, 0 there already; 1 value redacted.", first.Out, StringComparison.Ordinal);
        Assert.Equal(5, Json(second).GetProperty("already_there").GetInt32());
        Assert.Contains("5", built.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.File(".trainforge"), "*", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains("ghp_16C7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_path_without_a_stash_is_refused_before_anything_comes_in()
    {
        var other = new Recording(_folder.File("other"));
        other.AskMany(1);

        var tool = await RunAsync(1, "ingest", "stash", "other", "elsewhere");

        Assert.Contains("TF2006", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Recorded.Root.Stashes));
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
