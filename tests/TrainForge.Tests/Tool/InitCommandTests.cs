using System.Text.Json;
using TrainForge.Runs.Configuration;
using TrainForge.Tests.Infra;
using TrainForge.Tool;

namespace TrainForge.Tests.Tool;

public sealed class InitCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ToolRun _tool;

    public InitCommandTests() => _tool = new ToolRun(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writes_the_file_and_says_the_five_steps()
    {
        Assert.Equal(ExitCode.Done, await _tool.RunAsync("init"));

        Assert.Equal(ConfigurationTemplate.Write(), File.ReadAllText(_folder.File("trainforge.yaml")));
        Assert.Contains("TrainForge.Build", _tool.Out, StringComparison.Ordinal);
        Assert.Contains(_folder.File(".trainforge", "datasets", "main"), _tool.Out, StringComparison.Ordinal);
        Assert.Contains("  5. Train on it: trainforge train", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_keeps_recordings_out_of_git_and_touches_no_file_for_it()
    {
        Directory.CreateDirectory(_folder.File(".git"));
        Directory.CreateDirectory(_folder.File("sub"));

        await _tool.RunAsync("init");
        Assert.Contains($"1. Keep what is recorded out of git: add the line '.trainforge/' to {_folder.File(".gitignore")}", _tool.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File(".gitignore")));

        File.WriteAllText(_folder.File(".gitignore"), "bin/\n.trainforge/ \n");
        var below = new ToolRun(_folder.File("sub"));
        await below.RunAsync("init");
        Assert.DoesNotContain("out of git", below.Out, StringComparison.Ordinal);
    }

    // Tests started from the file's folder record there: a variable set to nothing is none, and a relative one belongs to that folder.
    [Theory]
    [InlineData("", ".trainforge")]
    [InlineData("kayıt", "kayıt")]
    public async Task Names_the_folder_in_which_tests_of_that_place_will_record(string variable, string root)
    {
        var tool = new ToolRun(_folder.Path, new() { ["TRAINFORGE_ROOT"] = variable });

        await tool.RunAsync("init", "alt");

        Assert.Contains(_folder.File("alt", root, "datasets", "main"), tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_overwrites()
    {
        File.WriteAllText(_folder.File("trainforge.yaml"), "project: mine\n");

        Assert.Equal(ExitCode.Refused, await _tool.RunAsync("init", "--schema"));

        Assert.Equal("project: mine\n", File.ReadAllText(_folder.File("trainforge.yaml")));
        Assert.Contains("error TF0005", _tool.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Writes_the_schema_and_points_the_editor_to_it()
    {
        await _tool.RunAsync("init", "alt ığı", "--schema", "--json");

        Assert.StartsWith("# yaml-language-server: $schema=trainforge.schema.json\n", File.ReadAllText(_folder.File("alt ığı", "trainforge.yaml")), StringComparison.Ordinal);
        Assert.Equal(ConfigurationSchema.Write(), File.ReadAllText(_folder.File("alt ığı", "trainforge.schema.json")));
        Assert.Equal(5, JsonDocument.Parse(_tool.Out).RootElement.GetProperty("next").GetArrayLength());
    }
}
