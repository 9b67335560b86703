using TrainForge.Options;
using TrainForge.Runs.Configuration;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Runs.Configuration;

public sealed class ConfigurationEnvironmentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Environments_are_merged_key_by_key_and_null_brings_the_default_back()
    {
        const string Yaml = """
            training: {epochs: 7, batch_size: 2, lora: {alpha: 5, dropout: 0.5}}
            evaluation: {gates: {a: {min: 1}, b: {min: 1}}}
            environments:
              local:
              ci:
                training: {epochs: ~, lora: {dropout: 0.1}}
                evaluation: {gates: {a: null, c: {max: 2}}}
            """;

        var ci = Good(Yaml, "ci");

        Assert.Equal((1, 2, 5.0, 0.1), (ci.Training.Epochs, ci.Training.BatchSize, ci.Training.Lora.Alpha, ci.Training.Lora.Dropout));
        Assert.Equal(["b", "c"], ci.Evaluation.Gates.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("ci", "local"), (ci.Environment, Good(Yaml).Environment));
        Assert.Equal(7, Good(Yaml, "local").Training.Epochs);
    }

    [Theory]
    [InlineData("environment: nightly", null, null, "nightly", 9)]
    [InlineData("environment: nightly", "ci", null, "ci", 3)]
    [InlineData("environment: nightly", null, "ci", "ci", 3)]
    [InlineData("environment: nightly", "nightly", "ci", "ci", 3)]
    [InlineData("environment: nightly", "", null, "local", 1)]
    [InlineData("project: shop", "nightly", null, "nightly", 9)]
    public void The_last_word_on_the_environment_decides_and_its_settings_come_along(string yaml, string? set, string? asked, string name, int epochs)
    {
        Write($"{yaml}\nenvironments:\n  ci: {{training: {{epochs: 3}}}}\n  nightly: {{environment: ci, training: {{epochs: 9}}}}\n");

        var loaded = ConfigurationLoader.Load(Request(set is null ? [] : [new("environment", set, "--set environment")]) with { Environment = asked });

        Assert.Empty(loaded.Problems);
        Assert.Equal((name, epochs), (loaded.Options.Environment, loaded.Options.Training.Epochs));
    }

    [Fact]
    public void An_environment_that_is_not_there_is_told_where_it_was_named()
    {
        Write("environments: {ci: {}}\n");

        var loaded = ConfigurationLoader.Load(Request(new SettingOverride("environment", "cl", "--set environment")));

        Assert.StartsWith("--set environment: error TF1020: There is no environment 'cl' under 'environments'. Did you mean 'ci'?", Assert.Single(loaded.Problems).ToString(), StringComparison.Ordinal);
    }

    private ProjectOptions Good(string yaml, string? environment = null)
    {
        Write(yaml);
        var loaded = ConfigurationLoader.Load(Request() with { Environment = environment });
        Assert.Empty(loaded.Problems.Select(p => p.ToString()));
        return loaded.Options;
    }

    private void Write(string yaml) => File.WriteAllText(_folder.File("trainforge.yaml"), yaml);

    private ConfigurationRequest Request(params SettingOverride[] overrides) => new() { Folder = _folder.Path, Overrides = overrides };
}
