using Microsoft.Build.Utilities;
using TrainForge.Tasks;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Tasks;

public sealed class ToolCommandTests : IDisposable
{
    private readonly RecordingEngine _engine = new();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_tool_is_one_error_with_its_code()
    {
        var task = new BuildDataset { BuildEngine = _engine, Tool = _folder.File("trainforge.dll") };

        Assert.False(task.Execute());
        Assert.StartsWith("error TF1060", Assert.Single(_engine.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void The_tools_own_error_is_the_builds_error_once()
    {
        // The real tool refuses this source kind or this command with a TF code; MSB6006 must not follow.
        var task = new Ingest
        {
            BuildEngine = _engine,
            Tool = Path.Combine(AppContext.BaseDirectory, "trainforge.dll"),
            Root = _folder.File("ro ot"),
            Kind = "no-such-kind",
            Files = [new TaskItem(_folder.File("a b.jsonl"))],
        };

        Assert.False(task.Execute());
        var errors = _engine.Log.Where(line => line.StartsWith("error", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.StartsWith("error TF", error, StringComparison.Ordinal));
        Assert.Equal(errors.Distinct(), errors);
    }

    // Who set a property never typed the option.
    [Fact]
    public void A_mistake_in_a_property_is_told_of_the_property()
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "trainforge.dll");
        Assert.False(new Train { BuildEngine = _engine, Tool = tool, Root = _folder.Path, Mode = "often" }.Execute());
        Assert.False(new TrainForge.Tasks.Convert { BuildEngine = _engine, Tool = tool, Root = _folder.Path, To = "zip" }.Execute());

        Assert.Equal(["TrainForgeRunMode", "TrainForgeConvertTo"], _engine.Places);
        Assert.All(_engine.Log.Where(line => line.StartsWith("error", StringComparison.Ordinal)), line => Assert.StartsWith("error TF1004", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_command_that_fails_without_a_word_gets_one()
    {
        // An empty file is no program: the host complains in words that are no diagnostic.
        File.WriteAllText(_folder.File("trainforge.dll"), "");
        var task = new Evaluate { BuildEngine = _engine, Tool = _folder.File("trainforge.dll"), Suite = "smoke" };

        Assert.False(task.Execute());
        Assert.StartsWith(
            "error TF1062: 'trainforge eval' ended with exit code",
            Assert.Single(_engine.Log, line => line.StartsWith("error", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }
}
