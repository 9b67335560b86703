using TrainForge.Tasks;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Tasks;

public sealed class ReadSettingsTests : IDisposable
{
    private readonly RecordingEngine _engine = new();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_tool_is_started_when_a_file_changed_and_only_then()
    {
        Write("trainforge.yaml", "capture: config/capture.yaml\n");
        Write("config/capture.yaml", "max_text_bytes: 4096\n");

        Assert.Equal(["TrainForge.Capture={\"max_text_bytes\":4096}"], Options());
        var first = File.GetLastWriteTimeUtc(Output);
        Assert.Equal(["TrainForge.Capture={\"max_text_bytes\":4096}"], Options());
        Assert.Equal(first, File.GetLastWriteTimeUtc(Output));

        Write("config/capture.yaml", "max_text_bytes: 8192\n", minutesAgo: 1);
        Assert.Equal(["TrainForge.Capture={\"max_text_bytes\":8192}"], Options());

        Write("trainforge.yaml", "project: x\n", minutesAgo: 1);
        Assert.Empty(Options());
        Assert.DoesNotContain(_engine.Log, line => line.StartsWith("warning", StringComparison.Ordinal) || line.StartsWith("error", StringComparison.Ordinal));
    }

    [Fact]
    public void Values_that_MSBuild_would_split_or_expand_arrive_whole()
    {
        Write("trainforge.yaml", "redaction:\n  keep: ['a;b%3B', '*', '$(Path)', 'ğ \" x']\n");

        Assert.Equal("""TrainForge.Redaction={"keep":["a;b%3B","*","$(Path)","ğ \" x"]}""", Assert.Single(Options()));
    }

    [Fact]
    public void A_mistake_is_one_warning_and_the_tests_record_nothing()
    {
        Write("trainforge.yaml", "capture:\n  max_text_byte: 1\n  enabled: 7\n");

        for (var build = 0; build < 2; build++)
        {
            _engine.Log.Clear();
            Assert.Equal(["TrainForge.Refused=TF1003"], Options());
            Assert.StartsWith(
                "warning TF1090: 'max_text_byte' is not a setting of 'capture'. Did you mean 'max_text_bytes'?",
                Assert.Single(_engine.Log, line => line.StartsWith("warning", StringComparison.Ordinal) || line.StartsWith("error", StringComparison.Ordinal)),
                StringComparison.Ordinal);
        }

        Write("trainforge.yaml", "", minutesAgo: 1);
        Assert.Empty(Options());
    }

    [Fact]
    public void A_tool_that_gives_no_answer_is_the_same_warning()
    {
        Write("trainforge.yaml", "");
        File.WriteAllText(_folder.File("trainforge.dll"), "");

        Assert.Equal(["TrainForge.Refused=no answer"], Options(_folder.File("trainforge.dll")));
        Assert.StartsWith(
            "warning TF1090: The tool ended with exit code",
            Assert.Single(_engine.Log, line => line.StartsWith("warning", StringComparison.Ordinal) || line.StartsWith("error", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    private string Output => _folder.File("obj x", "TrainForge.settings.json");

    private string[] Options(string? tool = null)
    {
        var task = new ReadSettings
        {
            BuildEngine = _engine,
            Tool = tool ?? Path.Combine(AppContext.BaseDirectory, "trainforge.dll"),
            Config = _folder.File("trainforge.yaml"),
            Output = Output,
            Project = "Shop.Tests",
        };
        Assert.True(task.Execute(), string.Join('\n', _engine.Log));
        return [.. task.RuntimeOptions.Select(o => $"{o.ItemSpec}={o.GetMetadata("Value")}")];
    }

    private void Write(string file, string text, int minutesAgo = 2)
    {
        var path = _folder.File(file.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-minutesAgo));
    }
}
