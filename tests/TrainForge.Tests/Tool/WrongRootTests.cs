using TrainForge.Tests.Infra;
using TrainForge.Tool;

namespace TrainForge.Tests.Tool;

/// <summary>A root that is a file, and commands typed in the wrong folder.</summary>
public sealed class WrongRootTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dataset build")]
    [InlineData("dataset list")]
    [InlineData("dataset show")]
    [InlineData("catalog status")]
    [InlineData("catalog backup --list")]
    [InlineData("clean")]
    [InlineData("clean --yes")]
    [InlineData("report")]
    [InlineData("runs list")]
    [InlineData("sources list")]
    [InlineData("sources purge --yes")]
    [InlineData("tests-changed")]
    [InlineData("ingest openai-jsonl root")]
    [InlineData("ingest stash .")]
    [InlineData("train")]
    public async Task A_root_that_is_a_file_is_refused_in_the_same_words_by_all(string line)
    {
        File.WriteAllText(_folder.File("root"), "");
        var tool = new ToolRun(_folder.Path);

        Assert.Equal(ExitCode.Refused, await tool.RunAsync([.. line.Split(' '), "--root", "root"]));

        Assert.Equal($"trainforge: error TF1010: The root folder '{_folder.File("root")}' is a file. Remove it, or name another folder with --root, TRAINFORGE_ROOT or TrainForgeRoot.\n", tool.Error);
        Assert.Empty(tool.Out);
    }

    [Theory]
    [InlineData("dataset build", 1)]
    [InlineData("dataset list", 0)]
    [InlineData("dataset prune --yes", 1)]
    [InlineData("clean --yes", 0)]
    [InlineData("report", 1)]
    [InlineData("runs list", 0)]
    [InlineData("sources list", 0)]
    [InlineData("sources purge --yes", 0)]
    [InlineData("ingest stash .", 1)]
    [InlineData("ingest claude-code .", 1)]
    [InlineData("catalog restore x", 1)]
    [InlineData("train", 1)]
    [InlineData("convert", 1)]
    [InlineData("doctor", 0)]
    public async Task Where_there_is_nothing_no_root_is_made(string line, int code)
    {
        var tool = new ToolRun(_folder.Path);

        Assert.Equal(code, await tool.RunAsync(line.Split(' ')));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/deep/er")]
    public async Task A_file_in_the_place_of_a_folder_is_named(string where)
    {
        File.WriteAllText(_folder.File("file"), "");
        var tool = new ToolRun(_folder.Path);

        Assert.Equal(ExitCode.Failed, await tool.RunAsync("init", where));

        Assert.Contains($"trainforge.yaml' cannot be written: '{_folder.File("file")}' is a file and no folder. Remove or rename it, or name another place.", tool.Error, StringComparison.Ordinal);
    }
}
