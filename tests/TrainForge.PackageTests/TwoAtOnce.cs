namespace TrainForge.PackageTests;

public sealed class TwoAtOnce : IDisposable
{
    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Two_runs_of_one_project_at_once_leave_one_whole_dataset()
    {
        var built = _project.Run("build");
        Assert.True(built.ExitCode == 0, built.Output);

        var runs = await Task.WhenAll(Task.Run(() => _project.Test("--no-build")), Task.Run(() => _project.Test("--no-build")));

        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Output));
        Assert.All(runs, run => Assert.DoesNotContain("warning TF", run.Output, StringComparison.Ordinal));
        Assert.Equal(4, _project.Stashes.Length);
        Assert.True(_project.Versions is ["v0001"], runs[0].Output + runs[1].Output);
    }
}
