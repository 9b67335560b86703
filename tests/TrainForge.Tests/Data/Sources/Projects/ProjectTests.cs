using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Projects;
using TrainForge.Tests.Core.Repositories;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources.Projects;

public sealed class ProjectTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/work/shop", "github.com/a/shop")]
    [InlineData("/work/shop-wt", "github.com/a/shop")]
    [InlineData("/work/shop/src/gone", "github.com/a/shop")]
    [InlineData("/work/tools/x", "/work/tools")]
    [InlineData("/work/toolshed", "/work/toolshed")]
    [InlineData(@"C:\elsewhere\x\", "C:/elsewhere/x")]
    public void Working_trees_and_sub_folders_are_one_project(string folder, string project)
    {
        var projects = new ProjectList([new WorkFolder("/work/shop", "/work/shop", "https://github.com/a/shop.git"), new WorkFolder("/work/shop-wt", "/work/shop", "https://github.com/a/shop.git"), new WorkFolder("/work/tools", "/work/tools", null), new WorkFolder("/work/toolshed", null, null)]);

        Assert.Equal(project, projects.Assign(Conversation(folder)).Project);
    }

    [Fact]
    public void A_transcript_that_names_its_remote_is_believed()
    {
        var conversation = Conversation("/work/shop") with { Git = new GitContext { Remote = "git@github.com:b/other.git" } };

        Assert.Equal("github.com/b/other", new ProjectList([]).Assign(conversation).Project);
        Assert.Null(new ProjectList([]).Assign(conversation with { Git = null, Folder = null }).Project);
    }

    [Fact]
    public async Task A_repository_its_working_tree_and_its_folders_are_found_when_sessions_are_brought_in()
    {
        var clone = _folder.File("a clone");
        var tree = _folder.File("a tree");
        Directory.CreateDirectory(Path.Combine(clone, "src"));
        Git(clone, "init", "--quiet", "--initial-branch", "main");
        Git(clone, "remote", "add", "origin", "https://ada:" + "Xk29pq" + "@github.com/acme/shop.git");
        Git(clone, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--allow-empty", "--message", "x");
        Git(clone, "worktree", "add", "--quiet", "-b", "side", tree);
        Session("one", clone);
        Session("two", tree);
        Session("three", Path.Combine(clone, "src"));
        Session("four", "/tmp/pytest-of-ada/pytest-1/test0");

        await RunAsync("ingest", "claude-code", _folder.File("sessions"));
        var listed = await RunAsync("sources", "list", "--json");
        var built = await RunAsync("dataset", "build", "--json", "--set", "dataset.projects.only=[github.com/acme/shop]");
        var without = await RunAsync("dataset", "build", "--json", "--set", "dataset.projects.without=[github.com/acme/shop]", "--set", "dataset.projects.temporary_folders=true", "--set", "dataset.split.valid_percent=0");

        Assert.Equal(3, JsonDocument.Parse(listed).RootElement.EnumerateArray().Count(i => i.GetProperty("projects").EnumerateArray().Single().GetString() == "github.com/acme/shop"));
        Assert.DoesNotContain("Xk29pq", listed, StringComparison.Ordinal);
        Assert.Equal(["temporary-folder"], Dropped(built));
        Assert.Equal(["project-left-out", "project-left-out", "project-left-out"], Dropped(without));
    }

    [Fact]
    public void No_more_folders_are_asked_for_than_a_file_of_people_has()
    {
        var folders = new WorkFolders(new TrainForge.Redaction.Redactor(new TrainForge.Options.RedactionOptions()), new TrainForge.Redaction.RedactionCounts());
        for (var i = 0; i < 1000; i++)
        {
            folders.Look(System.Text.Encoding.UTF8.GetBytes($$"""{"cwd":"/nowhere/{{i}}","x":{"cwd": "\\\\evil\\share{{i}}"},"cwd":3,"cwd":"/torn"""));
        }

        Assert.Equal(200, folders.Found.Count);
        Assert.All(folders.Found, f => Assert.Null(f.Root));
    }

    private static Trajectory Conversation(string folder) => new() { Id = "x", Source = "x", Messages = [], Folder = folder };

    private static List<string?> Dropped(string built)
    {
        var folder = JsonDocument.Parse(built).RootElement.GetProperty("folder").GetString()!;
        return [.. File.ReadAllLines(Path.Combine(folder, "dropped.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).Where(d => d.GetProperty("stage").GetString() == "projects").Select(d => d.GetProperty("reason").GetString())];
    }

    private static void Git(string folder, params string[] arguments) => GitReaderTests.Git(folder, arguments);

    private void Session(string name, string folder)
    {
        var session = new ClaudeSession(name);
        session.User($"{name} asks");
        session.Say($"{name} is told");
        Directory.CreateDirectory(_folder.File("sessions"));
        File.WriteAllLines(_folder.File("sessions", name + ".jsonl"), session.Lines.Select(l => l.Replace("\"/srv/shop\"", JsonSerializer.Serialize(folder), StringComparison.Ordinal)));
    }

    private async Task<string> RunAsync(params string[] args)
    {
        var tool = new ToolRun(_folder.Path);
        var code = await tool.RunAsync([.. args, "--root", _folder.File(".trainforge")]);
        Assert.True(code == 0, $"{string.Join(' ', args)}: {code}\n{tool.Out}{tool.Error}");
        return tool.Out;
    }
}
