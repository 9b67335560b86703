using TrainForge.Tasks;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Tasks;

public sealed class ProjectTaskTests : IDisposable
{
    private readonly RecordingEngine _engine = new();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_root_that_a_project_names_is_made_absolute()
    {
        var task = new FindRoot { BuildEngine = _engine, Root = _folder.File("a", "..", ".trainforge") };

        Assert.True(task.Execute());
        Assert.Equal(_folder.File(".trainforge"), task.Found);
    }

    [Fact]
    public void The_newest_version_is_the_one_with_the_highest_number()
    {
        foreach (var version in new[] { "v9999", "v10000", "v0002" })
        {
            Version(version, """{ "content_hash": "abc" }""");
        }

        var task = new ReadManifest { BuildEngine = _engine, Root = _folder.Path };

        Assert.True(task.Execute());
        var item = Assert.Single(task.DatasetVersion);
        Assert.Equal(_folder.File("datasets", "main", "v10000"), item.ItemSpec);
        Assert.Equal("v10000", item.GetMetadata("Version"));
        Assert.Equal("abc", item.GetMetadata("ContentHash"));
        Assert.Equal("main", item.GetMetadata("DatasetName"));
    }

    [Fact]
    public void Without_a_name_the_only_dataset_is_meant_and_among_several_none()
    {
        Version("v0001", """{ "content_hash": "chat" }""", dataset: "chat");
        Directory.CreateDirectory(_folder.File("datasets", "empty"));
        var one = new ReadManifest { BuildEngine = _engine, Root = _folder.Path };
        Assert.True(one.Execute());

        Version("v0001", """{ "content_hash": "main" }""");
        var several = new ReadManifest { BuildEngine = _engine, Root = _folder.Path };

        Assert.Equal("chat", Assert.Single(one.DatasetVersion).GetMetadata("ContentHash"));
        Assert.False(several.Execute());
        Assert.StartsWith("error TF3040", Assert.Single(_engine.Log), StringComparison.Ordinal);
        Assert.Contains("holds chat, main,", _engine.Log[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_that_was_just_built_is_the_one_that_is_meant()
    {
        Version("v0001", """{ "content_hash": "old", "name": "sohbet: ı" }""", dataset: "chat");
        Version("v0002", """{ "content_hash": "new" }""", dataset: "chat");
        Version("v0001", """{ "content_hash": "main" }""");
        var task = new ReadManifest { BuildEngine = _engine, Root = _folder.Path, Version = _folder.File("datasets", "chat", "v0001") };

        Assert.True(task.Execute());
        Assert.Equal(("old", "sohbet: ı"), (Assert.Single(task.DatasetVersion).GetMetadata("ContentHash"), task.DatasetVersion[0].GetMetadata("DatasetName")));
    }

    // The tool's last line is what the task reads; the name is in trainforge.yaml alone.
    [Fact]
    public void Building_says_which_version_is_there()
    {
        var recording = new Data.Recording(_folder.File("ro ot", ".trainforge"));
        recording.AskMany(6);
        File.WriteAllText(_folder.File("ro ot", "trainforge.yaml"), "dataset:\n  name: chat\n");
        var task = new BuildDataset
        {
            BuildEngine = _engine,
            Tool = Path.Combine(AppContext.BaseDirectory, "trainforge.dll"),
            Root = recording.Root.Folder,
            Config = _folder.File("ro ot", "trainforge.yaml"),
        };

        Assert.True(task.Execute(), string.Join('\n', _engine.Log));
        Assert.Equal(Path.Combine(recording.Root.Datasets, "chat", "v0001"), task.Version);
    }

    // One name for all: what the tool builds when nobody names a dataset is what a build looks for, beside others too.
    [Theory]
    [InlineData(null)]
    [InlineData("sohbet: ı?")]
    public async Task Finds_what_the_tool_built_under_the_same_name_or_under_none(string? name)
    {
        var recording = new Data.Recording(_folder.File(".trainforge"));
        recording.AskMany(6);
        string[] named = name is null ? [] : ["--name", name];
        Assert.Equal(0, await new ToolRun(_folder.Path).RunAsync(["dataset", "build", .. named]));
        Directory.CreateDirectory(_folder.File(".trainforge", "datasets", "another"));

        var task = new ReadManifest { BuildEngine = _engine, Root = recording.Root.Folder, DatasetName = name };

        Assert.True(task.Execute(), string.Join('\n', _engine.Log));
        Assert.Equal("v0001", Assert.Single(task.DatasetVersion).GetMetadata("Version"));
    }

    [Fact]
    public void No_version_is_an_error_that_says_where_it_was_looked_for()
    {
        var task = new ReadManifest { BuildEngine = _engine, Root = _folder.Path, DatasetName = "chat" };

        Assert.False(task.Execute());
        Assert.Contains(_folder.File("datasets", "chat"), Assert.Single(_engine.Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "content_hash": 3 }""")]
    public void A_damaged_manifest_is_an_error_and_not_a_stack(string text)
    {
        Version("v0001", text);

        var task = new ReadManifest { BuildEngine = _engine, Root = _folder.Path };

        Assert.False(task.Execute());
        Assert.StartsWith("error TF1064", Assert.Single(_engine.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_asks_for_nothing_where_no_test_ever_ran()
    {
        var task = new RequestDataset { BuildEngine = _engine, Root = _folder.File(".trainforge"), Tool = _folder.File("none.dll") };

        Assert.True(task.Execute());
        Assert.Empty(_engine.Log);
        Assert.False(Directory.Exists(_folder.File(".trainforge")));
    }

    [Fact]
    public void A_dataset_that_cannot_be_built_is_one_warning_of_the_build_and_is_not_tried_again_for_nothing()
    {
        Directory.CreateDirectory(_folder.File("stashes", "r1"));

        Assert.True(Request().Execute());
        var first = _engine.Log.ToArray();
        _engine.Log.Clear();
        Assert.True(Request().Execute());

        Assert.StartsWith("warning TF5050", first[^1], StringComparison.Ordinal);
        Assert.All(first[..^1], line => Assert.StartsWith("High: ", line, StringComparison.Ordinal));
        Assert.StartsWith("warning TF5050: The dataset was not built: it failed before", Assert.Single(_engine.Log), StringComparison.Ordinal);

        RequestDataset Request() => new()
        {
            BuildEngine = _engine,
            Root = _folder.Path,
            Tool = Path.Combine(AppContext.BaseDirectory, "trainforge.dll"),
            Config = _folder.File("no-such.yaml"),
        };
    }

    private void Version(string name, string manifest, string dataset = "main")
    {
        var folder = Directory.CreateDirectory(_folder.File("datasets", dataset, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "MANIFEST.json"), manifest);
    }
}
