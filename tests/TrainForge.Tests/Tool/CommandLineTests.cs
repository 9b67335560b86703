using System.Diagnostics;
using TrainForge.Diagnostics;
using TrainForge.Tests.Infra;
using TrainForge.Tests.Probes;
using TrainForge.Tool;

namespace TrainForge.Tests.Tool;

public class CommandLineTests
{
    private readonly ToolRun _tool = new(AppContext.BaseDirectory);

    [Theory]
    [InlineData("explian", "trainforge: error TF0002: 'explian' is neither a command nor an option of 'trainforge'. Did you mean 'explain'? Run 'trainforge --help' to see what there is.")]
    [InlineData("explain --jsn", "trainforge: error TF0002: '--jsn' is neither a command nor an option of 'trainforge explain'. Did you mean '--json'? Run 'trainforge explain --help' to see what there is.")]
    [InlineData("", "trainforge: error TF0003: Required command was not provided. Run 'trainforge --help' to see how it is used.")]
    public async Task Refuses_a_mistyped_line_and_suggests(string line, string expected)
    {
        var code = await _tool.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.Refused, code);
        Assert.Equal(expected, _tool.Error.TrimEnd());
        Assert.Empty(_tool.Out);
    }

    // The whole process: this answer must not wait for the parser and the command tree.
    [Fact]
    public void The_version_is_answered_by_the_process()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ToolContext).Assembly.Location, "--version"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal((0, ProductVersion.Text + Environment.NewLine), (process.ExitCode, printed));
    }

    [Fact]
    public async Task A_files_content_never_becomes_command_line()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("args"), "TF0001");

        await _tool.RunAsync("explain", "@" + folder.File("args"));

        Assert.Contains("TF0004", _tool.Error, StringComparison.Ordinal);
    }
}

public class EdgeTests
{
    private readonly ToolRun _tool = new(AppContext.BaseDirectory);

    [Fact]
    public async Task A_setting_out_of_range_is_refused_before_work_and_a_failure_after_it_began()
    {
        var context = _tool.Context;
        Task<int> Fail() => throw new TrainForgeException(Rules.OptionOutOfRange.Here("seed", -1, "positive"));

        var before = await Edge.RunAsync(context, Fail, CancellationToken.None);
        context.Begin();
        var after = await Edge.RunAsync(context, Fail, CancellationToken.None);

        Assert.Equal((ExitCode.Refused, ExitCode.Failed), (before, after));
        Assert.Contains("trainforge: error TF1001: 'seed' is -1; it must be positive.", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_defect_is_one_line_and_its_stack_is_in_the_log_it_names()
    {
        var code = await Edge.RunAsync(_tool.Context, () => throw new InvalidOperationException("the sum is off for ghp_abcdefghijklmnopqrstuvwxyz0123456789"), CancellationToken.None);

        var log = _tool.Error.Split('\'')[1];
        Assert.Equal(ExitCode.Failed, code);
        Assert.DoesNotContain("   at ", _tool.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", File.ReadAllText(log), StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefghijklmnopqrstuvwxyz", File.ReadAllText(log) + _tool.Error, StringComparison.Ordinal);
        File.Delete(log);
    }

    // Another user's folder of that name, a full disk, a read-only container.
    [Fact]
    public void A_defect_whose_log_cannot_be_written_is_told_all_the_same()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("tmp"), "");
        using var probe = ProbeProcess.Start("fail", new Dictionary<string, string> { ["TMPDIR"] = folder.File("tmp"), ["TMP"] = folder.File("tmp") }, folder.Path);

        Assert.Equal(ExitCode.Failed, probe.WaitForEnd());

        var lines = probe.AllLines();
        Assert.Equal("trainforge: error TF0001: Unexpected InvalidOperationException: the sum is off. This is a defect in TrainForge; report it with the log at 'the lines below, as no file could be written'.", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("   at TrainForge.Tests.Probes.FailureProbe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelling_is_130_and_a_foreign_cancellation_is_a_defect()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        var ours = await Edge.RunAsync(_tool.Context, () => throw new OperationCanceledException(), source.Token);
        var foreign = await Edge.RunAsync(_tool.Context, () => throw new OperationCanceledException(), CancellationToken.None);

        Assert.Equal((ExitCode.Cancelled, ExitCode.Failed), (ours, foreign));
        File.Delete(_tool.Error.Split('\'')[1]);
    }
}
