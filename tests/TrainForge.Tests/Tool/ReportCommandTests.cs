using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Tests.Data;
using TrainForge.Tests.Infra;
using TrainForge.Tool;

namespace TrainForge.Tests.Tool;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ToolRun _tool;
    private readonly Recording _recording;

    public ReportCommandTests()
    {
        _tool = new ToolRun(_folder.Path);
        _recording = new Recording(_folder.File(".trainforge"));
    }

    public void Dispose() => _folder.Dispose();

    private string Page => _folder.File(".trainforge", "reports", "model-tests.html");

    [Fact]
    public async Task Writes_the_reports_and_says_where()
    {
        _recording.Ask("Shop.Tests.A", "Q?", "A.");
        _recording.Ask("Shop.Tests.B", "Q?", "B.", Outcome.Failed);

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("report"));

        Assert.Equal($"2 tests on record, 1 failed when last run: {Page}\n", _tool.Out);
        Assert.Contains("Shop.Tests.B", File.ReadAllText(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_where_nothing_was_recorded_it_makes_no_root()
    {
        Assert.Equal(ExitCode.Failed, await _tool.RunAsync("report"));

        Assert.Contains("error TF2003: There are no recorded model calls in", _tool.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Tells_everything_as_json()
    {
        _recording.Ask("Shop.Tests.A", "Q?", "A.");

        await _tool.RunAsync("report", "--json", "--no-png");

        var json = JsonDocument.Parse(_tool.Out).RootElement;
        Assert.Equal((1, 0), (json.GetProperty("tests").GetInt32(), json.GetProperty("pictures").GetInt32()));
        Assert.True(File.Exists(json.GetProperty("diagrams")[0].GetString()));
    }

    [Fact]
    public async Task A_run_in_which_every_test_failed_gets_its_report_although_no_dataset_is_built()
    {
        _recording.Ask("Shop.Tests.B", "Q?", "B.", Outcome.Failed);

        Assert.Equal(ExitCode.Failed, await _tool.RunAsync("dataset", "build", "--reports"));

        Assert.Contains("1 of 1 model tests failed", File.ReadAllText(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_run_says_where_the_reports_lie_whether_or_not_a_dataset_is_built()
    {
        _recording.Ask("Shop.Tests.B", "Q?", "B.", Outcome.Failed);
        await _tool.RunAsync("dataset", "build", "--reports");
        Assert.Equal($"Reports: 1 test on record, 1 failed when last run, reported in {Page}\n", _tool.Out);

        _recording.AskMany(6);
        var passed = new ToolRun(_folder.Path);
        await passed.RunAsync("dataset", "build", "--reports");

        Assert.StartsWith($"Reports: 7 tests on record, 1 failed when last run, reported in {Page}\n", passed.Out, StringComparison.Ordinal);
        Assert.StartsWith("Dataset 'main' v0001 (new)", passed.Out.TrimEnd('\n').Split('\n')[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    public async Task The_end_of_a_run_starts_the_drawing_where_there_is_a_plantuml_and_goes_on(bool isThere, bool isWanted, int started)
    {
        _recording.AskMany(6);
        Directory.CreateDirectory(_folder.File("bin"));
        if (isThere)
        {
            Executable.Write(_folder.File("bin", OperatingSystem.IsWindows() ? "plantuml.exe" : "plantuml"), "");
        }

        var tool = new ToolRun(_folder.Path, environment: new() { ["PATH"] = _folder.File("bin") });
        var code = await tool.RunAsync("dataset", "build", "--reports", "--set", $"report.pictures={(isWanted ? "true" : "false")}");

        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(started, tool.Started.Count);
        Assert.All(tool.Started, arguments => Assert.Equal(["report", "--only-png", "--root", _folder.File(".trainforge")], arguments));
    }

    [Fact]
    public async Task Reports_that_cannot_be_written_are_one_warning_and_the_dataset_is_built()
    {
        _recording.AskMany(6);
        File.WriteAllText(_folder.File(".trainforge", "reports"), "in the way");

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("dataset", "build", "--reports"));

        Assert.Single(_tool.Error.Split('\n'), l => l.Contains("warning TF6090", StringComparison.Ordinal));
        Assert.Contains("Dataset 'main' v0001 (new)", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_by_hand_and_one_that_is_told_not_to_write_none()
    {
        _recording.AskMany(6);

        await _tool.RunAsync("dataset", "build");
        await _tool.RunAsync("dataset", "build", "--reports", "--set", "report.at_end_of_run=false");

        Assert.False(Directory.Exists(_folder.File(".trainforge", "reports")));
    }
}
