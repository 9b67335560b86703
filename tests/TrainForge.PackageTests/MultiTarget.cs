namespace TrainForge.PackageTests;

public sealed class MultiTarget : IDisposable
{
    private readonly UserProject _project = new(properties: "<TargetFrameworks>net10.0;net9.0</TargetFrameworks>");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Each_target_framework_leaves_its_stashes_and_the_commands_work_on_the_whole()
    {
        var run = _project.Test();

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(4, _project.Stashes.Length);
        Assert.NotEmpty(_project.Versions);

        var target = _project.Run("build", "-t:TrainForgeDataset", "--no-restore");

        Assert.True(target.ExitCode == 0, target.Output);
    }
}
