namespace TrainForge.PackageTests;

public sealed class PlainRunner : IDisposable
{
    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    // No test console and no testing platform: the framework's own hook asks at the end of the assembly.
    [Fact]
    public void Dotnet_run_leaves_a_dataset_too()
    {
        var run = _project.Run("run");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(2, _project.Stashes.Length);
        Assert.True(_project.Versions is ["v0001"], run.Output);
        Assert.Contains("TrainForge: ", run.Output, StringComparison.Ordinal);
    }

    // The test console without MSBuild knows no logger of ours.
    [Fact]
    public void Dotnet_vstest_leaves_a_dataset_too()
    {
        var built = _project.Run("build");
        Assert.True(built.ExitCode == 0, built.Output);

        var run = _project.Run("vstest", Path.Combine(_project.Folder, "bin", "Debug", "net10.0", "Users.Tests.dll"));

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(2, _project.Stashes.Length);
        Assert.True(_project.Versions is ["v0001"], run.Output);
    }
}
