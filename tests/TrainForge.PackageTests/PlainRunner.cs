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

    // As xunit's adapter for the test console starts it: every message is written as JSON and read again. Around each test there would be
    // four of our attribute, which cost more than a trivial test.
    [Fact]
    public void Another_process_that_listens_is_told_of_tests_and_not_of_us()
    {
        var built = _project.Run("build");
        Assert.True(built.ExitCode == 0, built.Output);

        var run = _project.Run("exec", Path.Combine(_project.Folder, "bin", "Debug", "net10.0", "Users.Tests.dll"), "-automated");

        Assert.Contains("\"test-passed\"", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("RecordTestsAttribute", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, _project.Stashes.Length);
    }
}
