namespace TrainForge.PackageTests;

public sealed class Disabled : IDisposable
{
    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Switched_off_in_the_project_nothing_is_compiled_configured_or_written()
    {
        var run = _project.Test("-p:TrainForgeEnabled=false");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.False(Directory.Exists(_project.In("")));
        Assert.Empty(Directory.GetFiles(_project.Folder, "TrainForge.Hooks*", SearchOption.AllDirectories));
        Assert.DoesNotContain("TrainForge.", File.ReadAllText(Directory.GetFiles(_project.Folder, "Users.Tests.runtimeconfig.json", SearchOption.AllDirectories).First()), StringComparison.Ordinal);
        Assert.DoesNotContain("TrainForge:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Switched_off_by_the_environment_nothing_is_written()
    {
        var run = _project.RunWith(new() { ["TRAINFORGE_ENABLED"] = "0" }, "test");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.False(Directory.Exists(_project.In("")));
        Assert.DoesNotContain("TrainForge:", run.Output, StringComparison.Ordinal);
    }
}
