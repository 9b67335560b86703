using System.Text.Json;
using TrainForge.Options;
using TrainForge.Tests.Infra;
using TrainForge.Tool;

namespace TrainForge.Tests.Tool;

public sealed class SettingsCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Shows_what_differs_and_where_it_was_read()
    {
        Write("trainforge.yaml", "capture: config/capture.yaml\nredaction:\n  extra_prefixes: [acme_]\ntraining:\n  lora:\n    alpha: 4\n");
        Write("config/capture.yaml", "max_text_bytes: 4096\n");
        var tool = new ToolRun(_folder.Path);

        var code = await tool.RunAsync("settings", "--set", "training.epochs=7");

        Assert.Equal(ExitCode.Done, code);
        Assert.Equal($"""
            capture.max_text_bytes: 4096
            redaction.extra_prefixes: [acme_]
            training.epochs: 7
            training.lora.alpha: 4
            4 settings differ from the default. Read from {_folder.File("trainforge.yaml")}, {_folder.File("config", "capture.yaml")}.

            """, tool.Out);
    }

    [Fact]
    public async Task Shows_all_of_them_as_json()
    {
        var tool = new ToolRun(_folder.Path, environment: new() { ["TRAINFORGE_ENABLED"] = "0" });

        Assert.Equal(ExitCode.Done, await tool.RunAsync("settings", "--json"));

        using var json = JsonDocument.Parse(tool.Out);
        Assert.Equal(0, json.RootElement.GetProperty("files").GetArrayLength());
        Assert.False(json.RootElement.GetProperty("settings").GetProperty("capture").GetProperty("enabled").GetBoolean());
        Assert.Equal(JsonValueKind.Object, json.RootElement.GetProperty("settings").GetProperty("training").GetProperty("lora").ValueKind);
    }

    [Fact]
    public async Task Refuses_a_mistake_and_tells_all_of_them()
    {
        Write("trainforge.yaml", "capture:\n  max_text_byte: 1\n  enabled: maybe\n");
        var tool = new ToolRun(_folder.Path);

        Assert.Equal(ExitCode.Refused, await tool.RunAsync("settings"));

        Assert.Equal("", tool.Out);
        Assert.Contains("trainforge.yaml(2,3): error TF1003", tool.Error, StringComparison.Ordinal);
        Assert.Contains("trainforge.yaml(3,12): error TF1004", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_gets_what_tests_must_know_but_not_the_switch_of_the_moment()
    {
        Write("trainforge.yaml", "capture: {max_file_bytes: 2048}\nredaction: {keep: ['a;b', '*']}\n");
        var tool = new ToolRun(_folder.Path, environment: new() { ["TRAINFORGE_ENABLED"] = "0" });

        Assert.Equal(ExitCode.Done, await tool.RunAsync("settings", "--output", "out put/settings.json"));

        var read = RecordingSettings.Read(_folder.File("out put", "settings.json"))!;
        Assert.Equal("""{"max_file_bytes":2048}""", read.Capture);
        Assert.Equal("""{"keep":["a;b","*"]}""", read.Redaction);
        Assert.Empty(read.Problems);
        Assert.Equal("", tool.Out);
    }

    [Theory]
    [InlineData("capture: {enabled: perhaps}", "TF1004", 1)]
    [InlineData("capture: capture.yaml", "TF1009", 1)]
    [InlineData("a: [", "TF1002", 2)]
    public async Task A_build_gets_mistakes_as_part_of_the_answer(string yaml, string code, int line)
    {
        Write("trainforge.yaml", yaml);

        Assert.Equal(ExitCode.Done, await new ToolRun(_folder.Path).RunAsync("settings", "--output", "settings.json"));

        var read = RecordingSettings.Read(_folder.File("settings.json"))!;
        var problem = Assert.Single(read.Problems);
        Assert.Equal((code, "trainforge.yaml", line), (problem.Code, problem.File, problem.Line));
        Assert.Equal(("{}", "{}"), (read.Capture, read.Redaction));
        Assert.False(read.IsCurrent(typeof(ToolContext).Assembly.Location, _folder.File("trainforge.yaml")));
    }

    [Fact]
    public async Task A_configuration_that_was_named_and_is_missing_is_a_mistake_too()
    {
        Assert.Equal(ExitCode.Done, await new ToolRun(_folder.Path).RunAsync("settings", "--config", "other.yaml", "--output", "settings.json"));

        Assert.Equal("TF1021", Assert.Single(RecordingSettings.Read(_folder.File("settings.json"))!.Problems).Code);
    }

    private void Write(string file, string text)
    {
        var path = _folder.File(file.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-1));
    }
}
