using TrainForge.Options;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Options;

public sealed class RuntimeSettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_environment_beats_what_the_package_configured()
    {
        var settings = Read(
            environment: new() { ["TRAINFORGE_ROOT"] = _folder.File("from environment"), ["TRAINFORGE_ENABLED"] = "0" },
            configured: new() { ["TrainForge.Root"] = _folder.File("from package"), ["TrainForge.Enabled"] = "true" });

        Assert.Equal(_folder.File("from environment"), settings.Root);
        Assert.False(settings.Enabled);
    }

    [Fact]
    public void What_the_package_configured_beats_discovery()
    {
        File.WriteAllText(_folder.File("trainforge.yaml"), "");

        var settings = Read(environment: [], configured: new() { ["TrainForge.Root"] = _folder.File("from package") });

        Assert.Equal(_folder.File("from package"), settings.Root);
        Assert.True(settings.Enabled);
    }

    [Fact]
    public void Discovery_starts_at_the_project()
    {
        File.WriteAllText(_folder.File("trainforge.yaml"), "");
        var project = Directory.CreateDirectory(_folder.File("tests", "Unit")).FullName;

        var settings = Read(environment: [], configured: new() { ["TrainForge.Project"] = project }, fallback: Path.GetTempPath());

        Assert.Equal(_folder.File(".trainforge"), settings.Root);
        Assert.Equal(project, settings.Project);
    }

    [Fact]
    public void A_project_folder_of_the_machine_that_built_the_tests_is_not_used_here()
    {
        File.WriteAllText(_folder.File("trainforge.yaml"), "");

        var settings = Read(environment: [], configured: new() { ["TrainForge.Project"] = _folder.File("no such folder") });

        Assert.Equal(_folder.Path, settings.Project);
        Assert.Equal(_folder.File(".trainforge"), settings.Root);
    }

    [Theory]
    [InlineData("FALSE", false)]
    [InlineData(" off ", false)]
    [InlineData("No", false)]
    [InlineData("1", true)]
    [InlineData("ON", true)]
    [InlineData("", true)]
    public void A_switch_may_be_written_as_people_do(string value, bool enabled)
    {
        var settings = Read(environment: new() { ["TRAINFORGE_ENABLED"] = value }, configured: []);

        Assert.Equal(enabled, settings.Enabled);
        Assert.Empty(settings.Problems);
    }

    [Fact]
    public void A_switch_that_is_neither_is_told_and_leaves_what_was_configured()
    {
        var settings = Read(
            environment: new() { ["TRAINFORGE_ENABLED"] = "maybe" },
            configured: new() { ["TrainForge.Enabled"] = "false" });

        Assert.False(settings.Enabled);
        Assert.Equal("TF1061", Assert.Single(settings.Problems).Rule.Code);
    }

    [Fact]
    public void Reads_this_process_without_a_package_around_it()
    {
        var settings = RuntimeSettings.Read();

        Assert.True(Path.IsPathFullyQualified(settings.Root));
    }

    private RuntimeSettings Read(Dictionary<string, string> environment, Dictionary<string, string> configured, string? fallback = null) =>
        RuntimeSettings.Read(environment.GetValueOrDefault, configured.GetValueOrDefault, fallback ?? _folder.Path);
}
