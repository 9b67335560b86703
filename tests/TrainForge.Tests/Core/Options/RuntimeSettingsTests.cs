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

    [Fact]
    public void What_trainforge_yaml_says_arrives_as_json()
    {
        var settings = Read(environment: [], configured: new()
        {
            ["TrainForge.Capture"] = """{"max_text_bytes":4096}""",
            ["TrainForge.Redaction"] = """{"extra_prefixes":["acme_"],"emails":false}""",
        });

        Assert.True(settings.Enabled);
        Assert.Equal(4096, settings.Capture.MaxTextBytes);
        Assert.Equal(new CaptureOptions().MaxFileBytes, settings.Capture.MaxFileBytes);
        Assert.Equal(["acme_"], settings.Redaction.ExtraPrefixes);
        Assert.False(settings.Redaction.Emails);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(null, "true", true)]
    [InlineData("1", null, true)]
    [InlineData("0", "true", false)]
    public void Variable_and_property_win_over_the_file(string? variable, string? property, bool expected)
    {
        var settings = Read(
            environment: variable is null ? [] : new() { ["TRAINFORGE_ENABLED"] = variable },
            configured: property is null
                ? new() { ["TrainForge.Capture"] = """{"enabled":false}""" }
                : new() { ["TrainForge.Capture"] = """{"enabled":false}""", ["TrainForge.Enabled"] = property });

        Assert.Equal(expected, settings.Enabled);
    }

    [Theory]
    [InlineData("TrainForge.Redaction", """{"extra_prefix":["acme_"]}""", "TF1091")]
    [InlineData("TrainForge.Capture", "enabled", "TF1091")]
    [InlineData("TrainForge.Refused", "TF1003", null)]
    public void Nothing_is_recorded_by_rules_that_nobody_could_read(string key, string value, string? code)
    {
        var settings = Read(environment: new() { ["TRAINFORGE_ENABLED"] = "1" }, configured: new() { [key] = value, ["TrainForge.Enabled"] = "true" });

        Assert.False(settings.Enabled);
        Assert.Equal(code is null ? [] : [code], settings.Problems.Select(p => p.Rule.Code));
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
